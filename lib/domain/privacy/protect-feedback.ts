import { redactMaybeJson } from './redact-value.ts';
import type { TextRedactor } from './text-redactor.ts';

interface FeedbackTools {
  redact: TextRedactor;
  /** A stable stand-in for an identifier, the same as in the exchanges' rows. */
  pseudonymOf: (identifier: string) => string;
}

interface FeedbackTexts {
  comment?: string | null | undefined;
  user_id?: string | null | undefined;
}

/** A rating with personal data replaced in its comment; a user's id in which something is found becomes a pseudonym. */
export function redactFeedback<T extends FeedbackTexts>(
  feedback: T,
  { redact, pseudonymOf }: FeedbackTools,
): T {
  const { comment, user_id: userId } = feedback;
  return {
    ...feedback,
    ...(comment == null ? {} : { comment: redactMaybeJson(comment, redact) }),
    ...(userId == null || redact(userId) === userId ? {} : { user_id: pseudonymOf(userId) }),
  };
}

/** A rating without the text of its comment, and without the user's own id. */
export function hashOnlyFeedback<T extends FeedbackTexts>(feedback: T, { pseudonymOf }: FeedbackTools): T {
  const { comment, user_id: userId } = feedback;
  return {
    ...feedback,
    ...(comment == null ? {} : { comment: null }),
    ...(userId ? { user_id: pseudonymOf(userId) } : {}),
  };
}

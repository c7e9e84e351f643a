import type { ChatLogRow } from '../exchange/chat-log-row.ts';
import { redactMaybeJson, redactValue } from './redact-value.ts';
import type { TextRedactor } from './text-redactor.ts';

interface RowTools {
  redact: TextRedactor;
  /** A stable stand-in for an identifier that can't be traced back without this installation's secret. */
  pseudonymOf: (identifier: string) => string;
}

/** Stands for the message of an error, which may quote the prompt. */
export const ERROR_NOT_STORED = 'the message is not stored (privacy mode hash_only)';

/**
 * A row with personal data replaced in all its texts. Hash, bucket and sampling stay those of the original prompt. Ids of
 * users and sessions in which something is found become pseudonyms, so that what belongs together stays together.
 */
export function redactRow(row: ChatLogRow, { redact, pseudonymOf }: RowTools): ChatLogRow {
  const text = (value: string | null) => (value === null ? null : redactMaybeJson(value, redact));
  const identifier = (value: string | null) =>
    value === null || redact(value) === value ? value : pseudonymOf(value);
  return {
    ...row,
    privacy: 'redacted',
    prompt: row.surface === 'v1' ? redactMessages(row.prompt, redact) : text(row.prompt),
    response: text(row.response),
    tool_calls: redactValue(row.tool_calls, redact),
    request_parameters: redactValue(row.request_parameters, redact),
    metadata: redactValue(row.metadata, redact),
    error: text(row.error),
    finish_reason: text(row.finish_reason),
    use_case: text(row.use_case),
    user_id: identifier(row.user_id),
    session_id: identifier(row.session_id),
  };
}

/**
 * A row without any text of the exchange. It is not sampled: there would be nothing to compare the candidate with. Of the
 * request's parameters the numbers and switches stay, of the use case what no detector finds.
 */
export function hashOnlyRow(row: ChatLogRow, { redact, pseudonymOf }: RowTools): ChatLogRow {
  const identifier = (value: string | null) => (value === null ? null : pseudonymOf(value));
  return {
    ...row,
    privacy: 'hash_only',
    prompt: null,
    response: null,
    tool_calls: null,
    request_parameters: plainParameters(row.request_parameters),
    metadata: null,
    error: row.error === null ? null : ERROR_NOT_STORED,
    finish_reason: row.finish_reason !== null && NAME.test(row.finish_reason) ? row.finish_reason : null,
    use_case: row.use_case === null ? null : redact(row.use_case),
    user_id: identifier(row.user_id),
    session_id: identifier(row.session_id),
    is_sampled: false,
  };
}

/** The JSON text of messages stays JSON, as the shadow job asks the candidate with them. */
function redactMessages(prompt: string | null, redact: TextRedactor): string | null {
  if (prompt === null) return null;
  let messages: unknown;
  try {
    messages = JSON.parse(prompt);
  } catch {
    return redactMaybeJson(prompt, redact);
  }
  return JSON.stringify(redactValue(messages, redact));
}

const NAME = /^[a-z_]{1,40}$/;

function plainParameters(parameters: unknown): Record<string, number | boolean> | null {
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) return null;
  const plain = Object.entries(parameters).filter(
    (entry): entry is [string, number | boolean] =>
      NAME.test(entry[0]) && (typeof entry[1] === 'number' || typeof entry[1] === 'boolean'),
  );
  return Object.fromEntries(plain);
}

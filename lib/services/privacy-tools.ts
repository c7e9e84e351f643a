import type { GiveFeedback } from '#lib/contracts/feedback.ts';
import type { Span } from '#lib/domain/trace/span.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';

/** What protects texts before they are stored, where not all of them may be. */
export interface PrivacyTools {
  /** Makes of a row what may be stored of it. */
  protectRow: (row: ChatLogRow) => ChatLogRow;
  /** What somebody says of an answer, as it may be stored. */
  protectFeedback: (feedback: GiveFeedback) => GiveFeedback;
  /** An application's span as it may be stored. */
  protectSpan: (span: Span) => Span;
  /** A model's answer as it may be stored. */
  redactText: (text: string) => string;
}

import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';

/** What protects texts before they are stored, where not all of them may be. */
export interface PrivacyTools {
  /** Makes of a row what may be stored of it. */
  protectRow: (row: ChatLogRow) => ChatLogRow;
  /** A model's answer as it may be stored. */
  redactText: (text: string) => string;
}

import { createRegexFinders } from '#lib/adapters/checks/regex-finder.ts';
import { hmacHex } from '#lib/adapters/crypto/digest.ts';
import type { GiveFeedback } from '#lib/contracts/feedback.ts';
import type { PrivacyFile } from '#lib/config/privacy-schema.ts';
import { hashOnlyFeedback, redactFeedback } from '#lib/domain/privacy/protect-feedback.ts';
import { hashOnlyRow, redactRow } from '#lib/domain/privacy/protect-row.ts';
import { hashOnlySpan, redactSpan } from '#lib/domain/privacy/protect-span.ts';
import { redactMaybeJson } from '#lib/domain/privacy/redact-value.ts';
import {
  builtInDetectors,
  createTextRedactor,
  type TextRedactor,
} from '#lib/domain/privacy/text-redactor.ts';
import type { PrivacyTools } from '#lib/services/privacy-tools.ts';

/** For the own patterns of one exchange; what they can't search in it is withheld. */
const OWN_PATTERNS_MS = 100;

/**
 * What protects texts by the configuration; null in mode `full`, where nothing is to be done.
 *
 * @param secret makes pseudonyms that nobody else can compute
 */
export function buildPrivacy(
  { mode, patterns }: PrivacyFile,
  secret: string,
  elapsedMs: () => number,
): PrivacyTools | null {
  if (mode === 'full') return null;
  const builtIn = builtInDetectors(patterns);
  const own = Object.entries(patterns.own);
  const beginFinding = createRegexFinders(OWN_PATTERNS_MS, elapsedMs);
  const plain = createTextRedactor(builtIn);
  const redactor = (): TextRedactor => {
    if (own.length === 0) return plain;
    const find = beginFinding();
    const detectors = own.map(([name, pattern]) => ({ name, find: (text: string) => find(pattern, text) }));
    // Own patterns first: who writes one for customers' numbers wants to see those, and no telephones.
    return createTextRedactor([...detectors, ...builtIn]);
  };
  const pseudonymOf = (id: string) => `anon-${hmacHex(secret, `pseudonym:${id}`).slice(0, 16)}`;
  const isRedacted = mode === 'redacted';
  const protectRow = isRedacted ? redactRow : hashOnlyRow;
  const protectSpan = isRedacted ? redactSpan : hashOnlySpan;
  const protectFeedback = isRedacted ? redactFeedback<GiveFeedback> : hashOnlyFeedback<GiveFeedback>;
  return {
    protectRow: (row) => protectRow(row, { redact: redactor(), pseudonymOf }),
    protectFeedback: (feedback) => protectFeedback(feedback, { redact: redactor(), pseudonymOf }),
    protectSpan: (span) => protectSpan(span, { redact: redactor() }),
    redactText: (text) => redactMaybeJson(text, redactor()),
  };
}

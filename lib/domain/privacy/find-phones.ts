import type { Span } from './detector.ts';

/** What looks like a telephone number and is none: ids, dates and times, addresses of machines. Passed over as one. */
const OTHERS = [
  String.raw`[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}`,
  String.raw`\d{4}([-/.])\d{1,2}\1\d{1,2}(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?)?`,
  String.raw`\d{1,2}([-/.])\d{1,2}\2\d{4}`,
  String.raw`(?:\d{1,3}\.){3}\d{1,3}(?![.\d])`,
].join('|');
/** At most 15 digits (ITU-T E.164), with at most two signs between two of them. */
const PHONE = String.raw`(?:\+|\()?\d(?:[ \u00a0\-./()]{0,2}\d){6,14}`;
const PATTERN = new RegExp(
  String.raw`(?<![\p{L}\p{N}_])(?:(?:${OTHERS})|(?<phone>${PHONE}))(?![\p{L}\p{N}_])`,
  'gu',
);

/**
 * Telephone numbers: international ones with + or 00, national ones with a leading 0 or with signs between groups of
 * digits, and bare ones of ten or eleven digits. All repetitions are bounded, so the time is linear in the text's length.
 */
export function findPhones(text: string): Span[] {
  const spans: Span[] = [];
  for (const { index, groups } of text.matchAll(PATTERN)) {
    const phone = groups?.phone;
    if (phone !== undefined && isPhone(phone)) spans.push({ start: index, end: index + phone.length });
  }
  return spans;
}

function isPhone(found: string): boolean {
  const digits = found.replaceAll(/\D/g, '');
  if (found.startsWith('+')) return digits.length >= 8;
  if (found === digits) return digits.startsWith('0') ? digits.length >= 9 : [10, 11].includes(digits.length);
  if (/^\d+\.\d+$/.test(found)) return false; // a decimal number
  return /[-(]/.test(found) || digits.startsWith('0') || digits.length >= 9;
}

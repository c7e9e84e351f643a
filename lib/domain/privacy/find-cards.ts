import type { Span } from './detector.ts';

const RUN = /\d(?:[ \u00a0-]?\d)+/g;
const FEWEST_DIGITS = 13;
const MOST_DIGITS = 19;

/**
 * Payment card numbers: 13 to 19 digits, whose groups may have single spaces or hyphens between them, that pass Luhn's
 * check (ISO/IEC 7812-1) and begin with a digit that cards begin with (2 to 9).
 */
export function findCards(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (run.length < FEWEST_DIGITS) continue;
    for (let start = 0; start < run.length;) {
      const end = cardEnd(run, start);
      if (end === null) {
        start = nextGroup(run, start);
        continue;
      }
      spans.push({ start: index + start, end: index + end });
      start = nextGroup(run, end - 1);
    }
  }
  return spans;
}

/** End of the longest card number that begins here and ends with a group of digits. */
function cardEnd(run: string, start: number): number | null {
  if (run.charAt(start) < '2') return null;
  let digits = '';
  let end: number | null = null;
  for (let i = start; i < run.length && digits.length < MOST_DIGITS; i += 1) {
    if (!isDigit(run, i)) continue;
    digits += run.charAt(i);
    if (digits.length >= FEWEST_DIGITS && !isDigit(run, i + 1) && passesLuhn(digits)) end = i + 1;
  }
  return end;
}

function nextGroup(run: string, from: number): number {
  let i = from;
  while (isDigit(run, i)) i += 1;
  return i + 1;
}

function isDigit(text: string, i: number): boolean {
  return text.charAt(i) >= '0' && text.charAt(i) <= '9';
}

/** Whether a row of digits has the check digit of Luhn's formula at its end. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - i));
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

import type { Span } from './detector.ts';

const LOCAL = /[\p{L}\p{N}\p{M}._%+'-]/u;
const DOMAIN = /[\p{L}\p{N}\p{M}._-]/u;
const LEADING_LETTERS = /^\p{L}{2,}/u;
const EDGES = /^[.'-]+/;

/**
 * E-mail addresses: what stands around an @, as far as it goes, with a domain of two labels or more. Every character is
 * looked at twice at most, because neither side can hold an @.
 */
export function findEmails(text: string): Span[] {
  const spans: Span[] = [];
  let free = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const start = localStart(text, at, free);
    const end = start < at ? domainEnd(text, at + 1) : null;
    if (end === null) continue;
    spans.push({ start, end });
    free = end;
  }
  return spans;
}

function localStart(text: string, at: number, free: number): number {
  let start = at;
  while (start > free && LOCAL.test(text.charAt(start - 1))) start -= 1;
  return start + (EDGES.exec(text.slice(start, at))?.[0].length ?? 0);
}

/** End of the longest name after the @ whose last label begins with two letters; null when there is none. */
function domainEnd(text: string, from: number): number | null {
  let stop = from;
  while (stop < text.length && DOMAIN.test(text.charAt(stop))) stop += 1;
  let end: number | null = null;
  let position = from;
  for (const [i, label] of text.slice(from, stop).split('.').entries()) {
    if (label === '') break;
    const letters = label.startsWith('xn--') ? label.length : (LEADING_LETTERS.exec(label)?.[0].length ?? 0);
    if (i > 0 && letters > 0) end = position + letters;
    position += label.length + 1;
  }
  return end;
}

import type { Span } from './detector.ts';

/** Secrets that tell what they are by how they begin. No part of them can be read in two ways: the time is linear. */
const TOKENS = [
  String.raw`(?:sk|pk|rk)[-_][\w-]{16,}`,
  String.raw`lrg_\w{16,}`,
  String.raw`gh[oprsu]_\w{20,}`,
  String.raw`github_pat_\w{20,}`,
  String.raw`glpat-[\w-]{16,}`,
  String.raw`hf_\w{20,}`,
  String.raw`(?:AKIA|ASIA)[A-Z0-9]{16}(?!\w)`,
  String.raw`AIza[\w-]{30,}`,
  String.raw`xox[abeoprs]-[\w-]{10,}`,
  String.raw`eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*`,
].join('|');
const TOKEN = new RegExp(String.raw`(?<![\w-])(?:${TOKENS})`, 'g');
const BEARER = /(?<=\bbearer )[\w.~+/-]{16,}=*/gi;
const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const END = '-----END';

/** API keys and tokens by their prefixes, tokens after "Bearer", JSON web tokens and private keys in PEM. */
export function findKeys(text: string): Span[] {
  const spans = [...privateKeys(text), ...matches(text, TOKEN), ...matches(text, BEARER)];
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const apart: Span[] = [];
  for (const span of spans) {
    const last = apart.at(-1);
    if (!last || span.start >= last.end) apart.push(span);
    else if (span.end > last.end) last.end = span.end;
  }
  return apart;
}

function matches(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
}

/** A private key whose end is missing goes on to the end of the text. */
function privateKeys(text: string): Span[] {
  const spans: Span[] = [];
  let free = 0;
  for (const { index } of text.matchAll(PRIVATE_KEY)) {
    if (index < free) continue;
    const footer = text.indexOf(END, index);
    const close = footer === -1 ? -1 : text.indexOf('-----', footer + END.length);
    const end = close === -1 ? text.length : close + 5;
    spans.push({ start: index, end });
    free = end;
  }
  return spans;
}

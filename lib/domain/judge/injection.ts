import { INJECTION_PATTERNS } from './injection-patterns.ts';

const { REQUESTS, JUDGEMENT_KEYS, MARKER, BEHIND_MARKER } = INJECTION_PATTERNS;

const MOST_PASSAGE_CHARACTERS = 120;
const BEHIND_MARKER_CHARACTERS = 400;

/** What in an answer speaks to its judge. */
export interface Injection {
  kind: 'request' | 'judgement' | 'marker';
  /** The passage, at most 120 characters. */
  passage: string;
}

/**
 * A passage that addresses the judge in place of the person who asked: requests for a score, orders to ignore the rubric,
 * a ready-made judgement, a pretended end of the material with talk of scores behind it. Null when there is none. What the
 * reference says too is no injection. A list of phrases can't be complete; the judge itself is asked as well.
 */
export function findInjection(answer: string, reference = ''): Injection | null {
  const text = unmasked(answer);
  const known = unmasked(reference);
  const isNew = (passage: string) => !known.includes(passage);
  for (const pattern of REQUESTS) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined && isNew(found)) return injection('request', found);
  }
  const keys = JUDGEMENT_KEYS.map((pattern) => pattern.exec(text)?.[0]);
  const [first] = keys;
  if (first !== undefined && keys.every((key) => key !== undefined && isNew(key)))
    return injection('judgement', first);
  for (const found of text.matchAll(MARKER)) {
    const end = found.index + found[0].length;
    const behind = text.slice(end, end + BEHIND_MARKER_CHARACTERS);
    if (isNew(found[0]) && BEHIND_MARKER.test(behind)) return injection('marker', found[0] + behind);
  }
  return null;
}

function injection(kind: Injection['kind'], passage: string): Injection {
  return { kind, passage: passage.slice(0, MOST_PASSAGE_CHARACTERS).toWellFormed() };
}

/** The text as a reader of its letters takes it: compatible forms made equal, invisible characters read or removed. */
function unmasked(text: string): string {
  return text
    .replace(/[\u{e0020}-\u{e007e}]/gu, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000))
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replaceAll('’', "'");
}

import { STOP_WORDS } from './stop-words.ts';
import { proseOf, wordsOf } from './words.ts';

const MOST_CHARACTERS = 8_000;
const MOST_WORDS = 1_000;
/** Fewer letters, or Latin words, tell nothing. */
const MIN_LETTERS = 8;
const MIN_WORDS = 8;
/** Least share of a script among the letters. */
const MAIN_SCRIPT = 0.6;
/** Least share of stop words, and how far ahead of the next language they have to be. */
const MIN_STOP_SHARE = 0.15;
const MIN_LEAD = 1.3;

const SCRIPTS = {
  latin: /\p{Script=Latin}/gu,
  cyrillic: /\p{Script=Cyrillic}/gu,
  greek: /\p{Script=Greek}/gu,
  arabic: /\p{Script=Arabic}/gu,
  hebrew: /\p{Script=Hebrew}/gu,
  devanagari: /\p{Script=Devanagari}/gu,
  thai: /\p{Script=Thai}/gu,
  hangul: /\p{Script=Hangul}/gu,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  han: /\p{Script=Han}/gu,
} as const;

/** Scripts that (nearly) one language uses. Devanagari is read as Hindi. */
const SCRIPT_LANGUAGE = { greek: 'el', hebrew: 'he', devanagari: 'hi', thai: 'th', hangul: 'ko' } as const;

/** The languages that `detectLanguage` can tell, by ISO 639-1. */
export const LANGUAGES: readonly string[] = [
  ...Object.keys(STOP_WORDS),
  ...Object.values(SCRIPT_LANGUAGE),
  ...['ru', 'uk', 'ar', 'fa', 'ja', 'zh'],
].sort();

/**
 * The language of a text as ISO 639-1, by its script and, in Latin letters, by its most frequent words; null where that
 * doesn't tell: too short, mixed, or a language that isn't known here. Code and addresses don't count.
 */
export function detectLanguage(text: string): string | null {
  const prose = proseOf(text.slice(0, MOST_CHARACTERS));
  const letters = count(prose, /\p{L}/gu);
  if (letters < MIN_LETTERS) return null;
  const share = (script: keyof typeof SCRIPTS) => count(prose, SCRIPTS[script]) / letters;
  if (share('kana') + share('han') >= MAIN_SCRIPT) return share('kana') >= 0.1 ? 'ja' : 'zh';
  for (const [script, language] of Object.entries(SCRIPT_LANGUAGE)) {
    if (share(script as keyof typeof SCRIPT_LANGUAGE) >= MAIN_SCRIPT) return language;
  }
  if (share('cyrillic') >= MAIN_SCRIPT) return cyrillicLanguage(prose);
  // Letters that Persian has and Arabic hasn't.
  if (share('arabic') >= MAIN_SCRIPT) return /[پچژگ]/u.test(prose) ? 'fa' : 'ar';
  return share('latin') >= MAIN_SCRIPT ? latinLanguage(prose) : null;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** By letters that only one of the two has. */
function cyrillicLanguage(text: string): string | null {
  const ukrainian = count(text, /[іїєґ]/giu);
  const russian = count(text, /[ыэё]/giu);
  if (ukrainian === russian) return null;
  return ukrainian > russian ? 'uk' : 'ru';
}

function latinLanguage(text: string): string | null {
  const words = wordsOf(text, MOST_WORDS);
  if (words.length < MIN_WORDS) return null;
  const [first, second] = Object.entries(STOP_WORDS)
    .map(([language, known]) => ({ language, hits: words.filter((word) => known.has(word)).length }))
    .sort((a, b) => b.hits - a.hits);
  if (!first || !second || first.hits < MIN_STOP_SHARE * words.length) return null;
  return first.hits >= MIN_LEAD * second.hits ? first.language : null;
}

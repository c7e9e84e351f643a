import { smallNumber } from './language.ts';
import { segmentsOf } from './segments.ts';

/** What a prompt visibly asks of the form of its answer. Found by patterns: absence means "not seen". */
interface Constraints {
  maxSentences?: number;
  maxWords?: number;
  /** Number of list items. */
  items?: number;
  json?: true;
  yesOrNo?: true;
}

const COUNT = '(\\d{1,2}|a single|one|two|three|four|five|six|seven|eight|nine|ten)';
const SENTENCES = new RegExp(
  `\\b(?:in|with|using|exactly|at most|no more than|up to|only) ${COUNT} (?:\\w+ )?sentences?\\b`,
  'i',
);
const ITEMS = new RegExp(
  `\\b(?:list|name|give|provide|suggest|mention|write)\\b[^.?!\\n]{0,12}?\\b${COUNT}\\b(?! (?:word|sentence|paragraph|character|line)s?\\b)`,
  'i',
);
const BULLETS = new RegExp(`\\b${COUNT} (?:\\w+ )?(?:bullet points|bullets|items)\\b`, 'i');
const WORDS =
  /\b(?:at most|under|no more than|fewer than|less than|within|maximum(?: of)?|up to|in|exactly) (\d{1,4}) words\b/i;
const ONE_WORD = /\b(?:in|with|only|exactly) (?:one|a single) word\b/i;
const JSON_WANTED =
  /\b(?:as|valid|only|return|output|respond with|reply with|produce|answer (?:in|with))\b[^.?!\n]{0,30}\bJSON\b/i;

/** The visible constraints of a prompt. */
export function constraintsOf(prompt: string): Constraints {
  const sentences = count(SENTENCES.exec(prompt)?.[1]);
  const items = count((BULLETS.exec(prompt) ?? ITEMS.exec(prompt))?.[1]);
  const words = WORDS.exec(prompt)?.[1];
  return {
    ...(sentences !== undefined && { maxSentences: sentences }),
    ...(ONE_WORD.test(prompt) ? { maxWords: 1 } : words !== undefined && { maxWords: Number(words) }),
    ...(items !== undefined && items > 1 && { items }),
    ...(JSON_WANTED.test(prompt) && { json: true as const }),
    ...(/\byes(?: or |\/)no\b/i.test(prompt) && { yesOrNo: true as const }),
  };
}

/** The constraints that a text breaks, in words. */
export function brokenConstraints(text: string, wanted: Constraints): string[] {
  const broken: string[] = [];
  const { maxSentences, maxWords, items } = wanted;
  if (maxSentences !== undefined && segmentsOf(text).length > maxSentences)
    broken.push(`more than ${maxSentences} sentence(s)`);
  if (maxWords !== undefined && wordCount(text) > maxWords) broken.push(`more than ${maxWords} word(s)`);
  if (items !== undefined && listItems(text) !== items) broken.push(`not ${items} list items`);
  if (wanted.json === true && !isJson(text)) broken.push('not valid JSON');
  if (wanted.yesOrNo === true && !/^\W*(?:yes|no)\b/i.test(text)) broken.push('no plain yes or no');
  return broken;
}

/** Lines that begin with a bullet or a number. */
export function listItems(text: string): number {
  return text.match(/^\s*(?:[-*•]|\d+[.)])\s/gm)?.length ?? 0;
}

/** Whether a text is a JSON object or array and nothing else. */
export function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Runs of characters between white space. */
export function wordCount(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

function count(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  return /single/i.test(word) ? 1 : smallNumber(word);
}

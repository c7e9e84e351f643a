import { antonymOf, numberWord, smallNumber, synonymOf } from './language.ts';
import { pick } from './random.ts';

type Random = () => number;

/** A sentence with one factual slip (number, opposite or negation), or undefined when it offers no place for one. */
export function withSlip(sentence: string, random: Random): string | undefined {
  const start = random();
  const slips = [wrongNumber, wrongOpposite, wrongNegation];
  for (let turn = 0; turn < slips.length; turn += 1) {
    const slip = pick(slips, (start + turn / slips.length) % 1);
    const changed = slip?.(sentence, random);
    if (changed !== undefined && changed !== sentence) return changed;
  }
  return undefined;
}

const SEPARATOR = /["'`]?(?:, ?(?:or |and )?| or | and |\/)["'`]?/;
const ITEM = '[\\w-]+(?: (?!or\\b|and\\b)[\\w-]+)?';
const LIST = new RegExp(`${ITEM}(?:${SEPARATOR.source}${ITEM})+`, 'g');

/** Another item of the list in the prompt that offers this answer (`billing, technical or account`), or undefined. */
export function otherOption(answer: string, prompt: string, random: Random): string | undefined {
  const bare = answer.trim().replace(/[.!"'`]+/g, '');
  if (bare === '' || bare.split(/\s+/).length > 3) return undefined;
  for (const [list] of prompt.matchAll(LIST)) {
    const items = list.split(SEPARATOR);
    if (!items.some((item) => item.toLowerCase().endsWith(bare.toLowerCase()))) continue;
    const other = pick(
      // The first and last item may carry a word of the sentence around the list, so whole-word items come first.
      items.filter((item) => !item.includes(' ') && item.toLowerCase() !== bare.toLowerCase()),
      random(),
    );
    if (other !== undefined && answer.includes(bare))
      return answer.replace(bare, () => matchCase(other, bare));
  }
  return undefined;
}

/** A sentence with one word replaced by a synonym, or undefined when none of its words has one. */
export function reworded(sentence: string, random: Random): string | undefined {
  return swapWord(sentence, synonymOf, random);
}

function wrongOpposite(sentence: string, random: Random): string | undefined {
  return swapWord(sentence, antonymOf, random);
}

function swapWord(
  sentence: string,
  otherFor: (word: string) => string | undefined,
  random: Random,
): string | undefined {
  const places = [...sentence.matchAll(/\p{L}+/gu)].filter(
    ([word]) => otherFor(word.toLowerCase()) !== undefined,
  );
  const place = pick(places, random());
  const other = place && otherFor(place[0].toLowerCase());
  if (place === undefined || other === undefined) return undefined;
  const end = place.index + place[0].length;
  return sentence.slice(0, place.index) + matchCase(other, place[0]) + sentence.slice(end);
}

function wrongNumber(sentence: string, random: Random): string | undefined {
  // A list marker is no fact, and "one" is mostly no number.
  const places = [...sentence.matchAll(/(?<![\p{L}\d_])\d+|\p{L}+/gu)].filter(
    ({ 0: word, index }) =>
      (/^\d/.test(word) || (smallNumber(word) ?? 0) > 1) && !isListMarker(sentence, index, word),
  );
  const place = pick(places, random());
  if (place === undefined) return undefined;
  const word = place[0];
  const changed = /^\d/.test(word) ? otherDigits(word, random) : otherNumberWord(word, random);
  return sentence.slice(0, place.index) + changed + sentence.slice(place.index + word.length);
}

function isListMarker(sentence: string, index: number, word: string): boolean {
  return sentence.slice(0, index).trim() === '' && /^[.)]\s/.test(sentence.slice(index + word.length));
}

function otherDigits(digits: string, random: Random): string {
  const at = Math.floor(random() * digits.length);
  const old = Number(digits[at]);
  let next = (old + 1 + Math.floor(random() * 8)) % 10;
  // No leading zero; nine different digits are left to choose from, so the next one always differs from the old.
  if (at === 0 && next === 0) next = old === 1 ? 2 : 1;
  return digits.slice(0, at) + String(next) + digits.slice(at + 1);
}

function otherNumberWord(word: string, random: Random): string {
  const value = smallNumber(word) ?? 1;
  const other =
    numberWord(value >= 10 ? value - 1 - Math.floor(random() * 3) : value + 1 + Math.floor(random() * 3)) ??
    'two';
  return matchCase(other, word);
}

function wrongNegation(sentence: string, random: Random): string | undefined {
  const negated = /\b(is|are|was|were|can|should|will|must|may|do|does|did)(?:n't| not|not)\b/i.exec(
    sentence,
  );
  if (negated?.[1] !== undefined) return sentence.replace(negated[0], negated[1]);
  const places = [...sentence.matchAll(/\b(?:is|are|was|were|can|should|will|must|may)\b/gi)];
  const place = pick(places, random());
  if (place === undefined) return undefined;
  const end = place.index + place[0].length;
  return `${sentence.slice(0, end)} not${sentence.slice(end)}`;
}

function matchCase(word: string, model: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase();
  const first = model.charAt(0);
  return first === first.toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

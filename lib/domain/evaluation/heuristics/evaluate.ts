import { detectLanguage } from './language.ts';
import { hasPhrase, plainText } from './phrases.ts';
import { repetitionOf } from './repetition.ts';
import type { CheckName, CheckResult, EvaluatedAnswer, HeuristicSettings } from './settings.ts';

/** Raise it when the same settings may lead to another score. */
export const HEURISTICS_VERSION = 1;

/** A refusal stands near the beginning; later the words may be quoted or be about something else. */
const REFUSAL_CHARACTERS = 400;
const MOST_SHOWN = 5;

export interface HeuristicResult {
  /** Share of the checks that apply which are passed, in [0, 1]; 0 for an empty answer. */
  score: number;
  checks: CheckResult[];
}

/** Looks at one answer with rules alone: whether it is empty, its length, language, refusal, repetition and keywords. */
export function evaluateHeuristics(answer: EvaluatedAnswer, settings: HeuristicSettings): HeuristicResult {
  const text = answer.text ?? '';
  if (text.trim() === '') return withoutText(answer.hasToolCalls);
  const checks = [
    passed('empty', 'The answer has text.'),
    lengthCheck(text, settings),
    languageCheck(text, settings),
    refusalCheck(text, settings),
    repetitionCheck(text, settings),
    keywordCheck(text, answer.useCase, settings),
  ];
  const failures = checks.filter(({ outcome }) => outcome === 'failed').length;
  const applied = checks.filter(({ outcome }) => outcome !== 'not_applicable').length;
  return { score: (applied - failures) / applied, checks };
}

const OTHERS = ['length', 'language', 'refusal', 'repetition', 'keywords'] as const;

/** Tool calls are an answer without words; nothing at all is none. */
function withoutText(hasToolCalls: boolean): HeuristicResult {
  const others = OTHERS.map((check) => notApplicable(check, 'There is no text to look at.'));
  return hasToolCalls
    ? { score: 1, checks: [passed('empty', 'The answer calls tools and has no text.'), ...others] }
    : { score: 0, checks: [failed('empty', 'The answer is empty.'), ...others] };
}

function lengthCheck(text: string, { minCharacters, maxCharacters }: HeuristicSettings): CheckResult {
  const length = Array.from(text.trim()).length;
  const has = `The answer has ${length} characters`;
  if (length < minCharacters) return failed('length', `${has}, fewer than ${minCharacters}.`);
  if (maxCharacters !== null && length > maxCharacters)
    return failed('length', `${has}, more than ${maxCharacters}.`);
  return passed('length', `${has}.`);
}

function languageCheck(text: string, { language: expected }: HeuristicSettings): CheckResult {
  const found = detectLanguage(text);
  if (expected === null) {
    const seen = found === null ? 'it is not clear which this is' : `this seems to be "${found}"`;
    return notApplicable('language', `Any language is allowed; ${seen}.`);
  }
  if (found === null)
    return notApplicable('language', 'The language is not clear: too short, mixed or rare.');
  return found === expected
    ? passed('language', `The answer seems to be in "${found}", as expected.`)
    : failed('language', `The answer seems to be in "${found}", expected was "${expected}".`);
}

function refusalCheck(text: string, { refusalPhrases }: HeuristicSettings): CheckResult {
  if (refusalPhrases.length === 0) return notApplicable('refusal', 'No phrases are configured.');
  const beginning = plainText(text.trimStart().slice(0, REFUSAL_CHARACTERS));
  const phrase = refusalPhrases.find((each) => hasPhrase(beginning, plainText(each).trim()));
  return phrase === undefined
    ? passed('refusal', 'No phrase of a refusal near the beginning.')
    : failed('refusal', `The answer seems to refuse: "${phrase}".`);
}

function repetitionCheck(text: string, { repetition }: HeuristicSettings): CheckResult {
  const { words, share, worst } = repetitionOf(text, repetition.words);
  if (words < repetition.minWords)
    return notApplicable('repetition', `${words} words are too few to tell (${repetition.minWords}).`);
  const said = `${Math.round(share * 100)}% of the answer's sequences of ${repetition.words} words occurred before`;
  if (share <= repetition.maxShare) return passed('repetition', `${said}.`);
  const most = worst === null ? '' : `; most often "${worst.phrase}", ${worst.times} times`;
  return failed('repetition', `${said}${most}.`);
}

function keywordCheck(text: string, useCase: string | null, { keywords }: HeuristicSettings): CheckResult {
  const rules = keywords.filter((rule) => rule.useCase === null || rule.useCase === useCase);
  if (rules.every(({ must, mustNot }) => must.length + mustNot.length === 0))
    return notApplicable('keywords', 'No rule for this use case.');
  const plain = plainText(text);
  const holds = (phrase: string) => hasPhrase(plain, plainText(phrase).trim());
  const lacks = rules.flatMap(({ must }) => must.filter((phrase) => !holds(phrase)));
  const forbidden = rules.flatMap(({ mustNot }) => mustNot.filter(holds));
  const problems = [
    ...(lacks.length > 0 ? [`lacks ${listed(lacks)}`] : []),
    ...(forbidden.length > 0 ? [`holds ${listed(forbidden)}`] : []),
  ];
  return problems.length > 0
    ? failed('keywords', `The answer ${problems.join(' and ')}.`)
    : passed('keywords', 'All keyword rules are met.');
}

function listed(phrases: readonly string[]): string {
  const more = phrases.length > MOST_SHOWN ? ` and ${phrases.length - MOST_SHOWN} more` : '';
  return `${phrases
    .slice(0, MOST_SHOWN)
    .map((phrase) => `"${phrase}"`)
    .join(', ')}${more}`;
}

const passed = (check: CheckName, finding: string): CheckResult => ({ check, outcome: 'passed', finding });
const failed = (check: CheckName, finding: string): CheckResult => ({ check, outcome: 'failed', finding });
const notApplicable = (check: CheckName, finding: string): CheckResult => ({
  ...{ check, outcome: 'not_applicable', finding },
});

import type { Check, CheckResult } from './check.ts';
import type { CheckTools } from './check-tools.ts';
import { checkJson } from './check-json.ts';
import { excerpt, quoted } from './quote.ts';
import { countSentences } from './sentences.ts';
import { countTokens } from './tokens.ts';

export type { CheckTools } from './check-tools.ts';

type Of<T extends Check['type']> = Extract<Check, { type: T }>;

/** What every check says of an answer, in the checks' order. White space around the answer doesn't count. */
export function evaluateChecks(checks: readonly Check[], answer: string, tools: CheckTools): CheckResult[] {
  const text = answer.trim();
  return checks.map((check) => {
    const failure = failureOf(check, text, tools);
    return { type: check.type, required: check.required, passed: failure === null, failure };
  });
}

function failureOf(check: Check, answer: string, tools: CheckTools): string | null {
  switch (check.type) {
    case 'exact_match':
      return exactMatch(check, answer);
    case 'must_contain':
      return mustContain(check, answer);
    case 'must_not_contain':
      return mustNotContain(check, answer);
    case 'regex':
      return regex(check, answer, tools);
    case 'json_schema':
      return checkJson(check.schema, answer, tools);
    case 'max_tokens':
      return maxTokens(check, answer);
    case 'sentence_count':
      return sentenceCount(check, answer);
    case 'line_prefix':
      return linePrefix(check, answer);
  }
}

function exactMatch({ value }: Of<'exact_match'>, answer: string): string | null {
  const expected = value.trim();
  if (answer === expected) return null;
  let same = 0;
  while (same < expected.length && answer[same] === expected[same]) same += 1;
  const where = same > 0 ? `; they differ from character ${same + 1} on` : '';
  return `expected exactly ${quoted(expected)}, found ${quoted(answer)}${where}`;
}

function mustContain(check: Of<'must_contain'>, answer: string): string | null {
  const fold = check.case_sensitive ? (text: string) => text : foldCase;
  const folded = fold(answer);
  const missing = check.values.filter((value) => !folded.includes(fold(value)));
  if (missing.length === 0) return null;
  const all = check.values.length > missing.length ? ` (${check.values.length} are expected in all)` : '';
  return `expected ${missing.map((value) => quoted(value)).join(' and ')} in the answer${all}, found ${quoted(answer)}`;
}

function mustNotContain(check: Of<'must_not_contain'>, answer: string): string | null {
  const folded = foldCase(answer);
  for (const value of check.values) {
    const index = folded.indexOf(foldCase(value));
    if (index < 0) continue;
    // Folding can change lengths (ß); the place is exact for all other texts.
    return `expected no ${quoted(value)} in the answer, found it in ${excerpt(answer, index, value.length)}`;
  }
  return null;
}

function regex(check: Of<'regex'>, answer: string, tools: CheckTools): string | null {
  const outcome = tools.testRegex(check.pattern, check.flags, answer);
  const pattern = `/${check.pattern}/${check.flags}`;
  if (typeof outcome === 'object') return `${pattern} could not be evaluated: ${outcome.problem}`;
  return outcome ? null : `expected a match of ${pattern}, found none in ${quoted(answer)}`;
}

function maxTokens({ value }: Of<'max_tokens'>, answer: string): string | null {
  const tokens = countTokens(answer);
  return tokens <= value ? null : `expected at most ${value} tokens, found ${tokens}`;
}

function sentenceCount({ min = 0, max = Infinity }: Of<'sentence_count'>, answer: string): string | null {
  const found = countSentences(answer);
  if (found >= min && found <= max) return null;
  const range =
    min === max
      ? min
      : max === Infinity
        ? `at least ${min}`
        : min === 0
          ? `at most ${max}`
          : `${min} to ${max}`;
  return `expected ${range} sentences, found ${found}`;
}

function linePrefix({ prefix }: Of<'line_prefix'>, answer: string): string | null {
  for (const [index, line] of answer.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '' || line.startsWith(prefix)) continue;
    // The first line has lost the white space before it.
    if (index === 0 && line.startsWith(prefix.trimStart())) continue;
    return `expected every line to begin with ${quoted(prefix)}, found ${quoted(line)} in line ${index + 1}`;
  }
  return null;
}

/** The text with differences of case removed: ß and SS, ς and Σ become the same too. */
function foldCase(text: string): string {
  return text.toLowerCase().toUpperCase();
}

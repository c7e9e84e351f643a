import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSchema } from './check.ts';
import { evaluateChecks, type CheckTools } from './evaluate.ts';

const tools: CheckTools = {
  testRegex: (pattern, flags, text) =>
    pattern === 'slow' ? { problem: 'it did not end' } : new RegExp(pattern, flags).test(text),
  validateJson: (schema, value) => (typeof value === schema.type ? null : `expected ${String(schema.type)}`),
  regexProblem: () => null,
  schemaProblem: () => null,
};

const failureOf = (check: object, answer: string): string | null => {
  const [result] = evaluateChecks([checkSchema.parse(check)], answer, tools);
  expect(result?.passed).toBe(result?.failure === null);
  return result?.failure ?? null;
};

const exact = (value: string) => ({ type: 'exact_match', value });
const contain = (...values: string[]) => ({ type: 'must_contain', values });
const cased = (...values: string[]) => ({ ...contain(...values), case_sensitive: true });
const never = (...values: string[]) => ({ type: 'must_not_contain', values });
const regex = (pattern: string, flags = '') => ({ type: 'regex', pattern, flags });
const json = (type: string) => ({ type: 'json_schema', schema: { type } });
const tokens = (value: number) => ({ type: 'max_tokens', value });
const sentences = (bounds: object) => ({ type: 'sentence_count', ...bounds });
const prefix = (text: string) => ({ type: 'line_prefix', prefix: text });

describe('passes', () => {
  it.each<[object, string]>([
    [exact('391'), ' 391\n'],
    [exact('391\n'), '391'],
    [exact(''), ' '],
    [exact('الرباط'), 'الرباط'],
    [contain('SCATTER', 'blue'), 'Blue light scatters.'],
    [contain('strasse'), 'Die Straße'],
    [contain('ΟΔΟΣ'), 'η οδος'],
    [cased('Blue'), 'Blue light'],
    [never('red', 'green'), 'Blue light'],
    [regex('^b\\w+$', 'i'), '  Blue\n'],
    [regex('lu'), 'Blue'],
    [json('object'), '\n{"a": 1}\n'],
    [json('string'), '"text"'],
    [tokens(2), 'two words'],
    [tokens(0), ''],
    [sentences({ min: 2, max: 2 }), 'One. Two.'],
    [sentences({ max: 1 }), ''],
    [prefix('- '), '- one\n\n- two\r\n   \r\n- three'],
    [prefix('  '), '  indented\n  twice'],
    [prefix('- '), ''],
  ])('%j: %j', (check, answer) => {
    expect(failureOf(check, answer)).toBeNull();
  });
});

describe('fails, and says what was expected and what was found', () => {
  it.each<[object, string, string]>([
    [exact('391'), 'It is 391.', 'expected exactly "391", found "It is 391."'],
    [exact('391'), '392', 'expected exactly "391", found "392"; they differ from character 3 on'],
    [contain('red'), 'Blue light', 'expected "red" in the answer, found "Blue light"'],
    [
      contain('red', 'blue', 'green'),
      'Blue light',
      'expected "red" and "green" in the answer (3 are expected in all), found "Blue light"',
    ],
    [cased('blue'), 'Blue light', 'expected "blue" in the answer, found "Blue light"'],
    [
      never('green', 'BUT'),
      'Press the button',
      'expected no "BUT" in the answer, found it in "Press the button"',
    ],
    [regex('^red', 'i'), 'Not red', 'expected a match of /^red/i, found none in "Not red"'],
    [regex('slow'), 'any', '/slow/ could not be evaluated: it did not end'],
    [json('object'), 'Sure: {}', 'expected JSON and nothing else, found "Sure: {}"'],
    [
      json('object'),
      '```json\n{}\n```',
      'expected JSON and nothing else, found "```json\\n{}\\n```", which is inside a code fence',
    ],
    [
      json('object'),
      '{"a": [1',
      'expected JSON and nothing else, found "{\\"a\\": [1", which ends in the middle',
    ],
    [json('object'), '', 'expected JSON and nothing else, found ""'],
    [json('object'), '3', 'expected JSON by the schema: expected object; found "3"'],
    [tokens(1), 'two words', 'expected at most 1 tokens, found 2'],
    [sentences({ min: 2, max: 3 }), 'One.', 'expected 2 to 3 sentences, found 1'],
    [sentences({ min: 2 }), 'One.', 'expected at least 2 sentences, found 1'],
    [sentences({ max: 1 }), 'One. Two.', 'expected at most 1 sentences, found 2'],
    [sentences({ min: 3, max: 3 }), 'One. Two.', 'expected 3 sentences, found 2'],
    [prefix('- '), '- one\ntwo', 'expected every line to begin with "- ", found "two" in line 2'],
  ])('%j: %j', (check, answer, expected) => {
    expect(failureOf(check, answer)).toBe(expected);
  });
});

describe('evaluateChecks', () => {
  it('keeps the order and tells which are required', () => {
    const checks = [
      { ...exact('a'), required: true },
      { ...contain('a'), required: false },
    ].map((check) => checkSchema.parse(check));
    expect(evaluateChecks(checks, 'ab', tools)).toEqual([
      { type: 'exact_match', required: true, passed: false, failure: expect.any(String) as string },
      { type: 'must_contain', required: false, passed: true, failure: null },
    ]);
    expect(evaluateChecks([], 'ab', tools)).toEqual([]);
  });

  it('has short failure texts of whole characters, whatever the answer', () => {
    const checks = [
      exact('🌍'.repeat(500)),
      contain('needle'),
      json('object'),
      prefix('needle'),
      never('🌍'),
    ];
    const parsed = checks.map((check) => checkSchema.parse(check));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        for (const { failure } of evaluateChecks(parsed, `x${text.repeat(100)}🌍`, tools)) {
          expect(failure).not.toBeNull();
          expect(failure?.length).toBeLessThan(1_100);
          expect(failure?.isWellFormed()).toBe(true);
          expect(failure).not.toMatch(/[\0\n]/);
        }
      }),
    );
  });
});

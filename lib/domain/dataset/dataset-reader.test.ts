import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckCompiler } from './check-problems.ts';
import { DatasetReader, type RawLine } from './dataset-reader.ts';
import { problemText } from './problem.ts';

const tools: CheckCompiler = {
  regexProblem: (pattern) => (pattern === '(' ? 'a group is open' : null),
  schemaProblem: (schema) => (schema.type === 'objct' ? 'no such type' : null),
};
const good = {
  id: 'a',
  prompt: 'What is the answer?',
  reference_response: '42',
  category: 'c',
  source: 'handmade',
};

const read = (lines: readonly RawLine[], categories: string[] | null = ['c', 'd']) => {
  const reader = new DatasetReader(tools, categories);
  return lines.map((line) => reader.read(line));
};
const lineOf = (value: unknown, line = 1): RawLine => ({
  line,
  text: JSON.stringify(value),
  isTerminated: true,
});
const problemsOf = (lines: readonly RawLine[], categories?: string[] | null) =>
  read(lines, categories).flatMap(({ problems }) => problems.map((problem) => problemText('f', problem)));

describe('DatasetReader', () => {
  it('gives examples with the defaults of their checks filled in', () => {
    const checks = [{ type: 'regex', pattern: 'a' }];
    const [line] = read([lineOf({ ...good, group: 'g', metadata: { n: 1 }, checks })]);
    expect(line).toMatchObject({ problems: [], warnings: [], id: 'a', category: 'c' });
    expect(line?.example).toEqual({
      ...good,
      group: 'g',
      metadata: { n: 1 },
      checks: [{ type: 'regex', required: false, pattern: 'a', flags: '' }],
    });
  });

  it.each<[string, unknown, string[]]>([
    ['a list', [good], ['f:1: expected a JSON object, got a list']],
    ['a number', 7, ['f:1: expected a JSON object, got the number 7']],
    ['null', null, ['f:1: expected a JSON object, got null']],
    ['a text', 'x', ['f:1: expected a JSON object, got "x"']],
    [
      'nothing',
      {},
      ['id', 'prompt', 'reference_response', 'category', 'source'].map(
        (key) => `f:1: ${key}: expected a text, but it is missing`,
      ),
    ],
    [
      'numbers for texts',
      { ...good, id: 7, prompt: true, source: ['s'] },
      [
        'f:1: id: expected a text, got the number 7',
        'f:1: prompt: expected a text, got the boolean true',
        'f:1: source: expected a text, got a list',
      ],
    ],
    [
      'a short prompt',
      { ...good, prompt: 'ten chars.' },
      ['f:1: prompt: expected more than 10 characters, got "ten chars."'],
    ],
    [
      'a blank reference',
      { ...good, reference_response: ' \n' },
      ['f:1: reference_response: expected a reference response, got only white space'],
    ],
    [
      'another category',
      { ...good, category: 'e' },
      ['f:1: category: expected one of the declared categories (c, d), got "e"'],
    ],
    ['metadata as a list', { ...good, metadata: [1] }, ['f:1: metadata: expected an object, got a list']],
    ['checks as an object', { ...good, checks: {} }, ['f:1: checks: expected a list, got an object']],
    [
      'checks that are wrong',
      {
        ...good,
        checks: [{ type: 'max_tokens', value: -1, extra: 1 }, { type: 'sentence_count' }, { type: 'x' }],
      },
      [
        'f:1: checks.0.value: expected a number of at least 0, got the number -1',
        'f:1: checks.0: expected no other keys, got "extra"',
        'f:1: checks.1: expected min, max or both',
        'f:1: checks.2.type: expected one of: exact_match, must_contain, must_not_contain, regex, json_schema, max_tokens, sentence_count, line_prefix, got "x"',
      ],
    ],
    [
      'checks that do not compile',
      {
        ...good,
        checks: [
          { type: 'regex', pattern: '(' },
          { type: 'json_schema', schema: { type: 'objct' } },
        ],
      },
      [
        'f:1: checks.0.pattern: expected a regular expression of JavaScript: a group is open',
        'f:1: checks.1.schema: expected a JSON Schema: no such type',
      ],
    ],
    [
      'U+0000',
      { ...good, prompt: 'What is\0 the answer?' },
      ['f:1: prompt: expected a text without the character U+0000'],
    ],
    [
      'half a character',
      { ...good, metadata: { a: ['\ud800'] } },
      ['f:1: metadata.a.0: expected a text without halves of characters (lone surrogates)'],
    ],
  ])('does not take %s', (_, value, expected) => {
    expect(problemsOf([lineOf(value)])).toEqual(expected);
  });

  it.each([
    [
      'nesting without end',
      `{"metadata":${'{"a":'.repeat(9_999)}1${'}'.repeat(9_999)}}`,
      /at most 100 levels/,
    ],
    ['a number beyond range', '{"metadata":{"n":1e999}}', /^f:1: metadata\.n: .*range of doubles/],
    ['__proto__', '{"metadata":{"__proto__":{}}}', /^f:1: metadata\.__proto__: expected another name/],
    ['two objects', '{}{}', /^f:1: expected a JSON object, got "\{\}\{\}": /],
    ['prose', 'Here it is', /^f:1: expected a JSON object, got "Here it is"/],
    ['the start of pretty JSON', '[', /over several lines/],
  ])('does not take %s', (_, text, expected) => {
    expect(problemsOf([{ line: 1, text, isTerminated: true }])[0]).toMatch(expected);
  });

  it('takes a last line without a line break, and says where one is cut', () => {
    const text = JSON.stringify(good);
    expect(problemsOf([{ line: 3, text, isTerminated: false }])).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length - 1 }), (length) => {
        const [problem] = problemsOf([{ line: 3, text: text.slice(0, length), isTerminated: false }]);
        expect(problem).toMatch(
          /^f:3: expected a JSON object.*the file seems to end in the middle of this line$/,
        );
      }),
    );
  });

  it('names both lines of an id that is there twice, also when the first has other errors', () => {
    const lines = [lineOf({ ...good, prompt: 1 }, 2), lineOf({ ...good, id: 'b' }, 3), lineOf(good, 99_002)];
    expect(problemsOf(lines)).toEqual([
      'f:2: prompt: expected a text, got the number 1',
      'f:99002: id: expected every id once, but "a" is also the id of line 2',
    ]);
  });

  it('takes every category when none is declared, and still tells blank ones', () => {
    expect(problemsOf([lineOf({ ...good, category: 'any' })], null)).toEqual([]);
    expect(problemsOf([lineOf({ ...good, category: ' ' })])).toEqual([
      'f:1: category: expected a category, got only white space',
    ]);
  });

  it('warns of keys that it does not know, and leaves them out', () => {
    const [line] = read([lineOf({ ...good, difficulty: 'easy', constructor: 1 })]);
    expect(line?.example).toEqual(good);
    expect(line?.warnings.map((warning) => problemText('f', warning))).toEqual([
      'f:1: difficulty: this key is not known and was left out; put extra data into metadata',
      'f:1: constructor: this key is not known and was left out; put extra data into metadata',
    ]);
  });

  it('passes on what is wrong with the bytes', () => {
    expect(problemsOf([{ line: 4, problem: 'expected UTF-8' }])).toEqual(['f:4: expected UTF-8']);
  });

  it('tells something of every line, whatever stands there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), fc.boolean(), (text, isTerminated) => {
        const [line] = read([{ line: 1, text, isTerminated }]);
        expect(line?.example).toBeNull();
        expect(line?.problems).not.toEqual([]);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparisonOperators, patternOperators, type FilterField, type FilterNode } from './ast.ts';
import { parseFilter } from './parse.ts';
import { printFilter } from './print.ts';

function read(text: string): FilterNode {
  const reading = parseFilter(text);
  if (!reading.ok) throw new Error(`${reading.position}: ${reading.message}`);
  return reading.filter;
}
const compare = (scope: FilterField['scope'], key: string, operator: string, value: string | number) => ({
  kind: 'compare',
  operator,
  field: { scope, key },
  value,
});

describe('parseFilter', () => {
  const overall = compare('metrics', 'overall', '>', 0.8);
  const production = compare('tags', 'env', '=', 'production');
  const model = compare('attributes', 'model', '=', 'a');

  it.each<[string, unknown]>([
    ['metrics.overall > 0.8', overall],
    ["metrics.overall > 0.8 and tags.env = 'production'", { kind: 'and', operands: [overall, production] }],
    ['  metrics.x >= -1e-3  ', compare('metrics', 'x', '>=', -0.001)],
    ['metric.overall>.8', overall],
    ["tag.env='production'", production],
    ["model = 'a'", model],
    ["attributes.model = 'a'", model],
    ["attribute.`model` = 'a'", model],
    ["params.`a b.c` != 'x'", compare('params', 'a b.c', '!=', 'x')],
    ['tags."say ""hi""" = \'it\'\'s\'', compare('tags', 'say "hi"', '=', "it's")],
    ['metrics.category.tone < 1', compare('metrics', 'category.tone', '<', 1)],
    ["params.größe-1 = 'x'", compare('params', 'größe-1', '=', 'x')],
    ["tags.and = 'x'", compare('tags', 'and', '=', 'x')],
    ['tags.x IS NULL', { kind: 'null', isNegated: false, field: { scope: 'tags', key: 'x' } }],
    [
      'overall is not null',
      { kind: 'null', isNegated: true, field: { scope: 'attributes', key: 'overall' } },
    ],
    [
      "model not in ('a', 'b')",
      { kind: 'in', isNegated: true, field: { scope: 'attributes', key: 'model' }, values: ['a', 'b'] },
    ],
    [
      'repeats in (1,5)',
      { kind: 'in', isNegated: false, field: { scope: 'attributes', key: 'repeats' }, values: [1, 5] },
    ],
    [
      "model ilike 'GPT-%'",
      { kind: 'match', operator: 'ILIKE', field: { scope: 'attributes', key: 'model' }, value: 'GPT-%' },
    ],
    [
      "not model = 'a' or model = 'a' AND metrics.overall > 0.8",
      {
        kind: 'or',
        operands: [
          { kind: 'not', operand: model },
          { kind: 'and', operands: [model, overall] },
        ],
      },
    ],
    [
      "(model = 'a' or model = 'a') and not (model = 'a')",
      {
        kind: 'and',
        operands: [
          { kind: 'or', operands: [model, model] },
          { kind: 'not', operand: model },
        ],
      },
    ],
    ["created_at >= '2026-11-20'", compare('attributes', 'created_at', '>=', '2026-11-20')],
    [
      "created_at >= '2026-11-20T10:00:00+02:00'",
      compare('attributes', 'created_at', '>=', '2026-11-20T10:00:00+02:00'),
    ],
    ['created_at > 1760000000000', compare('attributes', 'created_at', '>', 1_760_000_000_000)],
    ["is_simulated = 'false'", compare('attributes', 'is_simulated', '=', 'false')],
    ['params.n = 5', compare('params', 'n', '=', 5)],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['', 0, /expected metrics/],
    ['metrics.overall', 15, /expected =, !=.* got the end/],
    ['metrics.overall >', 17, /expected a number/],
    ['metrics.overall > 0.8 and', 25, /expected metrics/],
    ['metrics.overall > 0.8 tags.x', 22, /expected and, or, or the end; got tags/],
    ["metrics.overall > '0.8'", 18, /is a number/],
    ['metrics. > 1', 9, /expected a key after metrics/],
    ['metrics.a. > 1', 11, /expected the rest of the key/],
    ['tags.pr = 42', 10, /is a text/],
    ["tags.a = 'x", 9, /no closing '/],
    ['tags."a = 1', 5, /no closing "/],
    ['tags.`` = 1', 5, /empty/],
    ["colour = 'x'", 0, /"colour" is no attribute: expected id, model/],
    ["attributes.colour = 'x'", 0, /"colour" is no attribute/],
    ["attributes.__proto__ = 'x'", 0, /is no attribute/],
    ["__proto__.x = 'x'", 0, /is no attribute/],
    ["(model = 'a'", 12, /expected and, or, or \)/],
    ["model = 'a')", 11, /expected and, or, or the end/],
    ["model in 'a'", 9, /expected \(/],
    ['model in ()', 10, /expected a number, or a text/],
    ["model in ('a' 'b')", 14, /expected , or \)/],
    ["model not 'a'", 10, /expected in/],
    ['model is 3', 9, /expected null or not null/],
    ["overall like '%'", 13, /is not a text/],
    ['model like 3', 11, /expected a pattern/],
    ["model <> 'a'", 7, /expected a number, or a text/],
    ['metrics.a > 1.2.3', 12, /expected a number such as/],
    ['metrics.a > 5x', 12, /expected a number such as/],
    ["model = 'a'; drop table runs", 11, /";" has no meaning/],
    ["created_at > 'yesterday'", 13, /is a time/],
    ["created_at > '2026-13-40'", 13, /is a time/],
    ["is_simulated = 'maybe'", 15, /expected 'true' or 'false'/],
    ['model = \u{1F600}', 8, /has no meaning/],
    [`${'('.repeat(51)}model = 'a'${')'.repeat(51)}`, 51, /at most 50 levels/],
    [`${'not '.repeat(51)}model = 'a'`, 204, /at most 50 levels/],
  ])('refuses %s', (text, position, message) => {
    const reading = parseFilter(text);
    expect(reading).toMatchObject({ ok: false, message: expect.stringMatching(message) as string });
    expect(reading.ok || reading.position).toBe(position);
  });

  const key = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.constantFrom('a.b', 'env', '"', '`', "'", 'ä-1'),
  );
  const number = fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value) => (value === 0 ? 0 : value));
  const string = fc.string({ unit: 'binary' });
  const term = fc.oneof(
    fc.record({
      kind: fc.constant('compare' as const),
      operator: fc.constantFrom(...comparisonOperators),
      field: fc.record({ scope: fc.constant('metrics' as const), key }),
      value: number,
    }),
    fc.record({
      kind: fc.constant('in' as const),
      isNegated: fc.boolean(),
      field: fc.record({ scope: fc.constant('params' as const), key }),
      values: fc.array(fc.oneof(number, string), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('match' as const),
      operator: fc.constantFrom(...patternOperators),
      field: fc.record({ scope: fc.constant('tags' as const), key }),
      value: string,
    }),
    fc.record({
      kind: fc.constant('null' as const),
      isNegated: fc.boolean(),
      field: fc.record({
        scope: fc.constant('attributes' as const),
        key: fc.constantFrom('model', 'created_at'),
      }),
    }),
  );
  const { node } = fc.letrec<{ node: FilterNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      term,
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        operands: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('not' as const), operand: tie('node') }),
    ),
  }));

  it('reads back every tree that is written out', () => {
    fc.assert(
      fc.property(node, (tree) => {
        expect(read(printFilter(tree))).toEqual(tree);
      }),
    );
  });

  it('ends for any text, with a place inside of it', () => {
    const pieces = fc
      .array(
        fc.constantFrom(
          'metrics',
          '.',
          'a',
          '=',
          '(',
          ')',
          "'",
          '"',
          'and',
          'not',
          'in',
          ',',
          ' ',
          '1',
          '-',
          'is',
          'null',
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(pieces, fc.string({ unit: 'binary' })), (text) => {
        const reading = parseFilter(text);
        if (reading.ok) expect(read(printFilter(reading.filter))).toEqual(reading.filter);
        else expect(reading.position).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2_000 },
    );
  });
});

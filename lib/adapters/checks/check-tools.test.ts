import { describe, expect, it } from 'vitest';
import { createCheckTools } from './check-tools.ts';

const tools = createCheckTools({ regexTimeoutMs: 100 });

const SLOW: [string, string, string][] = [
  ['nested repetition', '(a+)+$', `${'a'.repeat(50_000)}b`],
  ['an ambiguous alternative', '^(a|a)*$', `${'a'.repeat(60)}b`],
  ['optional characters', `^${'a?'.repeat(40)}${'a'.repeat(40)}[bc]`, `${'a'.repeat(60)}d`],
  ['repetitions side by side', 'a*a*a*a*a*c', 'a'.repeat(5_000)],
  ['a reference back', '(.*)(.*)(.*)(.*)\\1\\2\\3\\4x$', 'ab'.repeat(500)],
];

describe('regular expressions', () => {
  it.each([
    ['\\bcats?\\b', 'i', 'Two CATS', true],
    ['^a.b$', '', 'a\nb', false],
    ['^a.b$', 's', 'a\nb', true],
    ['^b', 'm', 'a\nb', true],
    ['^\\p{Lu}', 'u', 'Éa', true],
    ['^(\\s*\\S+){3}$', '', 'one two three', true],
  ])('/%s/%s on %j', (pattern, flags, text, expected) => {
    expect(tools.testRegex(pattern, flags, text)).toBe(expected);
  });

  it.each(SLOW)('are stopped: %s', (_, pattern, text) => {
    const before = performance.now();
    expect(tools.testRegex(pattern, '', text)).toEqual({
      problem: 'the regular expression did not end within 100 ms',
    });
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(tools.testRegex('(a+)+b', '', 'aab')).toBe(true);
  });

  it('that do not compile are a problem, not an exception', () => {
    expect(tools.regexProblem('(', '')).toMatch(/Unterminated group/);
    expect(tools.regexProblem('a', 'ii')).toMatch(/flags/);
    expect(tools.regexProblem('a+', 'i')).toBeNull();
    expect(tools.testRegex('(', '', 'a')).toEqual({ problem: expect.stringMatching(/group/) as string });
    expect(tools.testRegex('((a+)+', '', 'a')).toEqual({ problem: expect.stringMatching(/group/) as string });
  });
});

describe('JSON Schema', () => {
  const draft07 = 'http://json-schema.org/draft-07/schema#';
  const draft2020 = 'https://json-schema.org/draft/2020-12/schema';

  it.each<[string, Record<string, unknown>, unknown, RegExp | null]>([
    ['a valid value', { type: 'object', required: ['a'] }, { a: 1 }, null],
    ['a missing member', { type: 'object', required: ['a'] }, {}, /the whole value must have .*'a'/],
    ['a wrong type', { properties: { a: { type: 'number' } } }, { a: 'x' }, /^\/a must be number$/],
    ['a constant', { properties: { a: { const: 28 } } }, { a: 27 }, /^\/a must be equal to constant \(28\)$/],
    ['a choice', { items: { enum: ['x', 'y'] } }, ['z'], /^\/0 .* \(\["x","y"\]\)$/],
    ['one member too many', { additionalProperties: false }, { b: 1 }, /additional properties \("b"\)/],
    ['a format', { format: 'date' }, '2024-02-30', /must match format "date"/],
    ['prefixItems without $schema', { prefixItems: [{ type: 'number' }] }, ['x'], /^\/0 must be number/],
    ['a list of items without $schema', { items: [{ type: 'number' }] }, ['x'], /^\/0 must be number/],
    ['draft-07', { $schema: draft07, items: [{ type: 'number' }] }, ['x'], /^\/0 must be number/],
    ['draft-07 ignores newer words', { $schema: draft07, prefixItems: [{ type: 'number' }] }, ['x'], null],
    ['2020-12', { $schema: draft2020, prefixItems: [{ type: 'number' }] }, ['x'], /^\/0 must be number/],
    ['a reference', { $ref: '#/$defs/n', $defs: { n: { type: 'number' } } }, 'x', /must be number/],
    ['an unknown word', { 'x-note': true, type: 'number' }, 1, null],
  ])('%s', (_, schema, value, expected) => {
    expect(tools.schemaProblem(schema)).toBeNull();
    const violation = tools.validateJson(schema, value);
    if (expected === null) expect(violation).toBeNull();
    else expect(violation).toMatch(expected);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a type that is none', { type: 'objct' }, /schema is invalid/],
    ['a reference to nothing', { $ref: '#/$defs/n' }, /can't resolve reference/],
    ['a reference to the network', { $ref: 'https://example.com/a.json' }, /can't resolve reference/],
    ['a pattern that is none', { pattern: '(' }, /Invalid regular expression/],
    ['another draft', { $schema: 'http://json-schema.org/draft-04/schema#' }, /expected draft-07 or 2020-12/],
    ['a $schema that is no text', { $schema: 7 }, /expected draft-07 or 2020-12/],
    ['an asynchronous schema', { $async: true }, /\$async/],
  ])('that is not usable: %s', (_, schema, expected) => {
    expect(tools.schemaProblem(schema)).toMatch(expected);
    expect(tools.validateJson(schema, 1)).toMatch(expected);
  });

  it('stops a slow pattern inside a schema', () => {
    const violation = tools.validateJson({ type: 'string', pattern: '^(a+)+$' }, `${'a'.repeat(5_000)}b`);
    expect(violation).toMatch(/could not be evaluated: .*did not end within 100 ms/);
  });

  it('survives a value that is nested deeper than the stack', () => {
    const deep = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)) as unknown;
    expect(tools.validateJson({ type: 'array', items: { $ref: '#' } }, deep)).toMatch(
      /could not be evaluated/,
    );
  });

  it('keeps patterns apart', () => {
    expect(tools.validateJson({ pattern: '^a$' }, 'a')).toBeNull();
    expect(tools.validateJson({ pattern: '^b$' }, 'a')).toMatch(/must match pattern "\^b\$"/);
  });

  it('takes many schemas and the same again', () => {
    for (let index = 0; index < 1_200; index += 1) {
      const value = index % 600;
      expect(tools.validateJson({ const: value }, value)).toBeNull();
      expect(tools.validateJson({ const: value }, value + 1)).toMatch(/constant/);
    }
  });

  it('takes several schemas with one $id', () => {
    for (const value of [1, 2, 3]) {
      const inner = { $id: 'inner', const: value };
      const schema = { $id: 'https://example.com/one', properties: { a: inner, b: { $ref: 'inner' } } };
      expect(tools.validateJson(schema, { a: value, b: value })).toBeNull();
      expect(tools.validateJson(schema, { a: value, b: 0 })).toMatch(/constant/);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { checkSchema } from './check.ts';

describe('checkSchema', () => {
  it('fills in what may be left out', () => {
    expect(checkSchema.parse({ type: 'must_contain', values: ['a'] })).toEqual({
      type: 'must_contain',
      required: false,
      values: ['a'],
      case_sensitive: false,
    });
    expect(checkSchema.parse({ type: 'regex', pattern: 'a' })).toMatchObject({ required: false, flags: '' });
  });

  it.each([
    ['no type', {}],
    ['an unknown type', { type: 'contains', values: ['a'] }],
    ['an unknown key', { type: 'exact_match', value: 'a', values: ['a'] }],
    ['required as a text', { type: 'exact_match', value: 'a', required: 'yes' }],
    ['no values', { type: 'must_contain', values: [] }],
    ['an empty value', { type: 'must_not_contain', values: [''] }],
    ['the flag g', { type: 'regex', pattern: 'a', flags: 'g' }],
    ['a schema as a text', { type: 'json_schema', schema: '{}' }],
    ['half a token', { type: 'max_tokens', value: 0.5 }],
    ['neither min nor max', { type: 'sentence_count' }],
    ['min above max', { type: 'sentence_count', min: 3, max: 2 }],
    ['an empty prefix', { type: 'line_prefix', prefix: '' }],
  ])('does not take %s', (_, check) => {
    expect(checkSchema.safeParse(check).success).toBe(false);
  });

  it.each([{ min: 0 }, { max: 0 }, { min: 2, max: 2 }])('takes the bounds %j', (bounds) => {
    expect(checkSchema.safeParse({ type: 'sentence_count', ...bounds }).success).toBe(true);
  });
});

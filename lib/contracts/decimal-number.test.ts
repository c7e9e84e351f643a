import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decimalNumber } from './decimal-number.ts';

const limit = decimalNumber(z.int().min(1).max(500));
const score = decimalNumber(z.number().min(0).max(1));
const said = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map((i) => i.message);

describe('decimalNumber', () => {
  it.each([
    [limit, '7', 7],
    [limit, '007', 7],
    [limit, '+7', 7],
    [limit, '500', 500],
    [limit, 50, 50],
    [score, '0', 0],
    [score, '-0', -0],
    [score, '0.25', 0.25],
  ])('%# takes %j', (schema, text, value) => {
    expect(schema.parse(text)).toBe(value);
  });

  it.each([
    '0x10',
    '1e2',
    '0b1',
    '0o7',
    'Infinity',
    'NaN',
    ' 7',
    '7 ',
    '7.',
    '.5',
    '1_000',
    '1,000',
    '٧',
    'x',
  ])('does not take %j', (text) => {
    expect(said(limit, text)).toEqual(['expected a whole number from 1 to 500 in decimal notation']);
  });

  it('does not take an empty text for 0', () => {
    expect(said(score, '')).toEqual(['expected a number from 0 to 1, not an empty text']);
  });

  it.each([
    [limit, '0'],
    [limit, '501'],
    [limit, '1.5'],
    [limit, '9'.repeat(400)],
    [score, '-0.1'],
    [score, null],
    [score, true],
  ])('%# keeps the bounds: %j', (schema, text) => {
    expect(said(schema, text)).toHaveLength(1);
  });

  it('can be left out', () => {
    const query = z.strictObject({ limit: limit.prefault(50), min_score: score.optional() });
    expect(query.parse({})).toEqual({ limit: 50 });
    expect(said(query, { limit: '0x10', min_score: '' })).toHaveLength(2);
  });

  it('reads what it takes exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (value) => {
        expect(limit.parse(String(value))).toBe(value);
      }),
    );
  });
});

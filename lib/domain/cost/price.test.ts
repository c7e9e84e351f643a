import { describe, expect, it } from 'vitest';
import { costOf, type Price } from './price.ts';

const price: Price = {
  inputPerMillionUsd: 2,
  cachedInputPerMillionUsd: 0.5,
  outputPerMillionUsd: 8,
  source: 'a list',
};
const usage = (inputTokens: number, cachedInputTokens: number, outputTokens: number) => ({
  inputTokens,
  cachedInputTokens,
  outputTokens,
});
const { cachedInputPerMillionUsd: _, ...withoutCached } = price;

describe('costOf', () => {
  it.each([
    ['a million tokens of input', usage(1e6, 0, 0), 2],
    ['a million tokens of input from the cache', usage(1e6, 1e6, 0), 0.5],
    ['a million tokens of output', usage(0, 0, 1e6), 8],
    ['some of each', usage(1_000, 400, 500), (600 * 2 + 400 * 0.5 + 500 * 8) / 1e6],
    ['nothing', usage(0, 0, 0), 0],
  ])('%s', (_name, given, expected) => {
    expect(costOf(given, price)).toEqual({ costUsd: expected, priceSource: 'a list' });
  });

  it('takes cached input for input where it has no price of its own', () => {
    expect(costOf(usage(1_000, 400, 0), withoutCached).costUsd).toBe(0.002);
  });

  it('takes a price of 0 for a price', () => {
    const free = { ...price, inputPerMillionUsd: 0, cachedInputPerMillionUsd: 0, outputPerMillionUsd: 0 };
    expect(costOf(usage(1_000, 400, 500), free)).toEqual({ costUsd: 0, priceSource: 'a list' });
    expect(costOf(usage(1e6, 1e6, 0), { ...price, cachedInputPerMillionUsd: 0 }).costUsd).toBe(0);
  });

  it.each([
    ['usage', null, price],
    ['a price', usage(1, 0, 1), null],
    ['both', null, null],
  ])('is unknown, and not 0, without %s', (_name, given, known) => {
    expect(costOf(given, known)).toEqual({ costUsd: null, priceSource: null });
  });
});

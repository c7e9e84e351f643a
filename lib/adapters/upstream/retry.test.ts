import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { retryDelayMs } from './retry.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const at = (ms: number) => new Date(ms).toUTCString();

describe('retryDelayMs', () => {
  beforeEach(() => vi.useFakeTimers({ now: NOW }));
  afterEach(() => vi.useRealTimers());

  it('doubles from 100 ms on, up to 5 s', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 60].map((attempts) => retryDelayMs(attempts, {}));
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
  });

  it.each([
    ['seconds', { 'retry-after': '2' }, 2_000],
    ['part of a second', { 'retry-after': '0.5' }, 500],
    ['none', { 'retry-after': '0' }, 0],
    ['less than none', { 'retry-after': '-3' }, 0],
    ['as long as a caller can wait', { 'retry-after': '5' }, 5_000],
    ['longer', { 'retry-after': '5.001' }, null],
    ['much longer', { 'retry-after': '86400' }, null],
    ['milliseconds', { 'retry-after-ms': '250' }, 250],
    ['milliseconds beside seconds', { 'retry-after-ms': '250', 'retry-after': '60' }, 250],
    ['too many milliseconds', { 'retry-after-ms': '5001' }, null],
    ['milliseconds that are none, beside seconds', { 'retry-after-ms': 'x', 'retry-after': '3' }, 3_000],
    ['a date soon', { 'retry-after': at(NOW + 3_000) }, 3_000],
    ['a date long past', { 'retry-after': at(NOW - 3_000) }, 0],
    ['a date far off', { 'retry-after': at(NOW + 60_000) }, null],
    ['white space around', { 'retry-after': ' 2 ' }, 2_000],
    ['twice', { 'retry-after': ['1', '60'] }, 1_000],
  ])('does as the server asks: %s', (_, headers, expected) => {
    expect(retryDelayMs(1, headers)).toBe(expected);
  });

  it.each([
    ['words', 'later'],
    ['nothing', ''],
    ['white space', '  '],
    ['no number', 'Infinity'],
  ])('waits as without a header for %s', (_, value) => {
    expect(retryDelayMs(2, { 'retry-after': value })).toBe(200);
  });
});

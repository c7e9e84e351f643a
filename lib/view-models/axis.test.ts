import { describe, expect, it } from 'vitest';
import { formatScoreTick, formatTimeTick, scoreAxis, timeTicks } from './axis.ts';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

describe('timeTicks', () => {
  it('puts ticks on round clock times of the reader', () => {
    expect(timeTicks(at(20, 13, 7), at(20, 14, 7)).map(formatTimeTick)).toEqual([
      '13:10',
      '13:20',
      '13:30',
      '13:40',
      '13:50',
      '14:00',
    ]);
  });

  it('shows seconds within a few minutes', () => {
    const from = at(20, 13, 7);
    expect(timeTicks(from + 5_000, from + 95_000).map(formatTimeTick)).toEqual([
      '13:07:15',
      '13:07:30',
      '13:07:45',
      '13:08',
      '13:08:15',
      '13:08:30',
    ]);
  });

  it('names the day at midnight', () => {
    expect(timeTicks(at(19, 14, 3), at(20, 14, 3)).map(formatTimeTick)).toEqual([
      '16:00',
      '20:00',
      '20 Nov',
      '04:00',
      '08:00',
      '12:00',
    ]);
  });

  it('steps by the calendar over days', () => {
    const ticks = timeTicks(at(1, 9), at(30, 9));
    expect(ticks.every((tick) => new Date(tick).getHours() === 0)).toBe(true);
    expect(ticks.map(formatTimeTick)).toEqual(['6 Nov', '11 Nov', '16 Nov', '21 Nov', '26 Nov']);
  });

  it('has a tick a day over a week, also when the clock moved on a little', () => {
    expect(timeTicks(at(13, 9), at(20, 9) + 40)).toHaveLength(7);
  });

  it('never makes many', () => {
    for (const hours of [1, 6, 24, 24 * 7, 24 * 30, 24 * 365]) {
      expect(timeTicks(at(20, 3), at(20, 3) + hours * 3_600_000).length).toBeLessThanOrEqual(14);
    }
  });
});

describe('scoreAxis', () => {
  it('holds the values between round ticks', () => {
    expect(scoreAxis([0.843, 0.912])).toEqual({
      domain: [0.84, 0.92],
      ticks: [0.84, 0.86, 0.88, 0.9, 0.92],
      decimals: 2,
    });
  });

  it('shows at least some span around one value', () => {
    const { domain } = scoreAxis([0.9]);
    expect(domain[1] - domain[0]).toBeGreaterThanOrEqual(0.04 - 1e-9);
  });

  it('leaves room beyond a value on a round tick', () => {
    expect(scoreAxis([0.83, 0.9]).domain).toEqual([0.82, 0.92]);
  });

  it('stays within 0 and 1', () => {
    expect(scoreAxis([1, 1]).domain[1]).toBe(1);
    expect(scoreAxis([0]).domain[0]).toBe(0);
    expect(scoreAxis([0, 1])).toEqual({ domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], decimals: 1 });
    expect(scoreAxis([]).domain).toEqual([0, 1]);
  });
});

it.each([
  [-0.5, 1, '−0.5'],
  [0.9, 2, '0.90'],
])('writes a tick at %f with %i decimals', (value, decimals, text) => {
  expect(formatScoreTick(value, { decimals })).toBe(text);
});

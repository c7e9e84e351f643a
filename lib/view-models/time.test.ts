import { describe, expect, it } from 'vitest';
import { formatAgo, formatClock, formatDay, formatDuration, formatExactTime, zoneName } from './time.ts';

const now = new Date(2026, 10, 20, 14, 3, 9).getTime();

describe('time', () => {
  it.each([
    [0, '0 s'],
    [1, '<1 s'],
    [59_499, '59 s'],
    [59_500, '1 min'],
    [200_000, '3 min 20 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
  ])('writes a length of %d ms as %s', (lengthMs, text) => {
    expect(formatDuration(lengthMs)).toBe(text);
  });

  it.each([
    [-60_000, 'just now'],
    [4_999, 'just now'],
    [5_000, '5 s ago'],
    [59_999, '59 s ago'],
    [60_000, '1 min ago'],
    [3_599_999, '59 min ago'],
    [3_600_000, '1 h ago'],
    [86_399_999, '23 h ago'],
    [86_400_000, '1 d ago'],
    [40 * 86_400_000, '40 d ago'],
  ])('says of %d ms: %s', (ago, text) => {
    expect(formatAgo(now - ago, now)).toBe(text);
  });

  it('names the exact time with its zone', () => {
    expect(formatExactTime(now)).toMatch(/^20 Nov 2026, 14:03:09 \S+/);
    expect(formatExactTime(now).endsWith(zoneName(now))).toBe(true);
    expect(formatClock(now)).toBe('14:03');
    expect(formatDay(now)).toBe('20 Nov');
  });
});

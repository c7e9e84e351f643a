import { expect, it } from 'vitest';
import { readTimeRange, TIME_RANGES } from './time-range.ts';

it('reads each range by its id and falls back to 24 hours', () => {
  for (const range of TIME_RANGES) expect(readTimeRange(range.id)).toBe(range);
  expect(readTimeRange(null).id).toBe('24h');
  expect(readTimeRange('1y').lengthMs).toBe(86_400_000);
});

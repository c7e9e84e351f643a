import { expect, it } from 'vitest';
import { intervalId, readTimeRange, TIME_RANGES } from './time-range.ts';

it('reads each range by its id and falls back to 24 hours', () => {
  for (const range of TIME_RANGES) expect(readTimeRange(range.id)).toBe(range);
  expect(readTimeRange(null).id).toBe('24h');
  expect(readTimeRange('1y').lengthMs).toBe(86_400_000);
});

it('reads a fixed stretch as an ISO 8601 interval', () => {
  const [fromMs, toMs] = [Date.UTC(2026, 0, 5, 8), Date.UTC(2026, 0, 5, 9)];
  const range = readTimeRange(intervalId(fromMs, toMs));
  expect(range).toMatchObject({ lengthMs: 3_600_000, window: { fromMs, toMs } });
  expect(readTimeRange(range.id)).toEqual(range);
});

it.each([
  ['backwards', '2026-01-05T09:00:00Z/2026-01-05T08:00:00Z'],
  ['without length', '2026-01-05T09:00:00Z/2026-01-05T09:00:00Z'],
  ['of years', '2020-01-05T09:00:00Z/2026-01-05T09:00:00Z'],
  ['half', '2026-01-05T09:00:00Z/'],
  ['of three parts', '2026-01-05T08:00:00Z/2026-01-05T09:00:00Z/x'],
])('takes no stretch %s', (_, id) => {
  expect(readTimeRange(id).id).toBe('24h');
});

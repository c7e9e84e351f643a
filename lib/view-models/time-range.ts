const HOUR_MS = 3_600_000;

/** The stretches of time that the dashboard looks at, each up to now. */
export const TIME_RANGES = [
  { id: '1h', words: 'the last hour', lengthMs: HOUR_MS },
  { id: '6h', words: 'the last 6 hours', lengthMs: 6 * HOUR_MS },
  { id: '24h', words: 'the last 24 hours', lengthMs: 24 * HOUR_MS },
  { id: '7d', words: 'the last 7 days', lengthMs: 7 * 24 * HOUR_MS },
  { id: '30d', words: 'the last 30 days', lengthMs: 30 * 24 * HOUR_MS },
] as const;

export type TimeRange = (typeof TIME_RANGES)[number];

export const DEFAULT_TIME_RANGE: TimeRange = TIME_RANGES[2];

/** The range with this id; the last 24 hours for anything else. */
export function readTimeRange(id: string | null): TimeRange {
  return TIME_RANGES.find((range) => range.id === id) ?? DEFAULT_TIME_RANGE;
}

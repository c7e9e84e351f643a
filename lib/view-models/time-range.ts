import { formatExactTime } from './time.ts';

const HOUR_MS = 3_600_000;
const LONGEST_MS = 400 * 24 * HOUR_MS;

/** A stretch of time that a page looks at: the last hours up to now, or a fixed one. */
export interface TimeRange {
  /** In the page's address. */
  id: string;
  words: string;
  lengthMs: number;
  /** Milliseconds since 1970; null where it ends now. */
  window: { fromMs: number; toMs: number } | null;
}

const upToNow = (id: string, words: string, hours: number): TimeRange => ({
  ...{ id, words, lengthMs: hours * HOUR_MS, window: null },
});

export const DEFAULT_TIME_RANGE = upToNow('24h', 'the last 24 hours', 24);

/** The stretches of time to choose from. */
export const TIME_RANGES = [
  upToNow('1h', 'the last hour', 1),
  upToNow('6h', 'the last 6 hours', 6),
  DEFAULT_TIME_RANGE,
  upToNow('7d', 'the last 7 days', 7 * 24),
  upToNow('30d', 'the last 30 days', 30 * 24),
] as const;

/** The range with this id, which may be an ISO 8601 interval (`start/end`); the last 24 hours for anything else. */
export function readTimeRange(id: string | null): TimeRange {
  return TIME_RANGES.find((range) => range.id === id) ?? readInterval(id) ?? DEFAULT_TIME_RANGE;
}

/** The id of the stretch between two times, in milliseconds since 1970. */
export function intervalId(fromMs: number, toMs: number): string {
  return `${new Date(fromMs).toISOString()}/${new Date(toMs).toISOString()}`;
}

function readInterval(id: string | null): TimeRange | null {
  const [from = '', to = '', ...more] = (id ?? '').split('/');
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const lengthMs = toMs - fromMs;
  if (more.length > 0 || !(lengthMs > 0 && lengthMs <= LONGEST_MS)) return null;
  return {
    id: intervalId(fromMs, toMs),
    words: `${formatExactTime(fromMs)} to ${formatExactTime(toMs)}`,
    lengthMs,
    window: { fromMs, toMs },
  };
}

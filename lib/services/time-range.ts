import type { TimeRangeQuery } from '#lib/contracts/page.ts';

export interface TimeRange {
  from: Date;
  to: Date;
}

const DAY_MS = 86_400_000;

/** The asked stretch of time; up to now, and a day long, where nothing was asked. */
export function timeRangeOf(query: TimeRangeQuery, nowMs: number): TimeRange {
  const to = query.to === undefined ? new Date(nowMs) : new Date(query.to);
  return { from: query.from === undefined ? new Date(to.getTime() - DAY_MS) : new Date(query.from), to };
}

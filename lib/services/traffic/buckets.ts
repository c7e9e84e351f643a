import type { TimeRange } from '../time-range.ts';

/** Lengths that divide a day, so that buckets begin at round times (UTC). */
const STEPS_SECONDS = [
  ...[10, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60),
  ...[1, 2, 3, 6, 12, 24].map((hours) => hours * 3_600),
];
const MOST_BUCKETS = 120;
const DAY_SECONDS = 86_400;

/** Stretches of time that are longer than this have buckets of at least that, of which there are totals. */
const SHORTEST_SECONDS = [
  { above: 12 * 3_600, shortest: 3_600 },
  { above: 2 * 3_600, shortest: 600 },
];

/** The shortest length with which a stretch of time has at most about 120 buckets. */
export function bucketSecondsOf({ from, to }: TimeRange): number {
  const seconds = (to.getTime() - from.getTime()) / 1_000;
  const shortest = SHORTEST_SECONDS.find(({ above }) => seconds > above)?.shortest ?? 0;
  const step = STEPS_SECONDS.find(
    (candidate) => candidate >= shortest && seconds / candidate <= MOST_BUCKETS,
  );
  return step ?? DAY_SECONDS * Math.ceil(seconds / MOST_BUCKETS / DAY_SECONDS);
}

/** The beginning of a time's bucket. */
export function bucketSql(column: string, bucketSeconds: number): string {
  return `date_bin('${bucketSeconds} seconds', ${column}, 'epoch'::timestamptz)`;
}

/** The beginnings of all buckets that a stretch of time touches. */
export function bucketStarts({ from, to }: TimeRange, bucketSeconds: number): Date[] {
  const step = bucketSeconds * 1_000;
  const starts: Date[] = [];
  for (let time = Math.floor(from.getTime() / step) * step; time <= to.getTime(); time += step)
    starts.push(new Date(time));
  return starts;
}

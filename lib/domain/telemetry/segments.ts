/** Lengths of buckets; each is made up of whole ones of the length before. Ten is ten minutes, a quarter six hours. */
export const RESOLUTIONS = ['minute', 'ten', 'hour', 'quarter', 'day'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export const RESOLUTION_MS: Readonly<Record<Resolution, number>> = {
  minute: 60_000,
  ten: 600_000,
  hour: 3_600_000,
  quarter: 21_600_000,
  day: 86_400_000,
};

/** The coarsest resolution whose whole buckets make up a step. */
export function resolutionOf(stepMs: number): Resolution {
  return RESOLUTIONS.findLast((resolution) => stepMs % RESOLUTION_MS[resolution] === 0) ?? 'minute';
}

/** Whole buckets of one resolution, from (including) to (excluding); milliseconds since 1970. */
export interface Segment {
  resolution: Resolution;
  fromMs: number;
  toMs: number;
}

export const floorTo = (ms: number, stepMs: number): number => Math.floor(ms / stepMs) * stepMs;
export const ceilTo = (ms: number, stepMs: number): number => Math.ceil(ms / stepMs) * stepMs;

/**
 * The fewest buckets that make up a stretch of time: days in its middle, shorter ones towards its ends. Both ends are whole
 * minutes. Before `minuteFloorMs` there is nothing shorter than an hour any more: there it begins and ends with whole hours,
 * outwards, whatever the coarsest should be.
 *
 * @param coarsest the longest buckets to use
 */
export function segmentsOf(
  fromMs: number,
  toMs: number,
  minuteFloorMs: number,
  coarsest: Resolution = 'day',
): Segment[] {
  const { minute, hour } = RESOLUTION_MS;
  const from = fromMs < minuteFloorMs ? floorTo(fromMs, hour) : ceilTo(fromMs, minute);
  const to = toMs < minuteFloorMs ? ceilTo(toMs, hour) : floorTo(toMs, minute);
  const longest = from < minuteFloorMs && RESOLUTION_MS[coarsest] < hour ? 'hour' : coarsest;
  return cover(from, to, RESOLUTIONS.slice(0, RESOLUTIONS.indexOf(longest) + 1));
}

/** Whole buckets of the last resolution in the middle, and of the ones before it at the ends. */
function cover(fromMs: number, toMs: number, resolutions: readonly Resolution[]): Segment[] {
  const resolution = resolutions.at(-1);
  if (toMs <= fromMs || resolution === undefined) return [];
  const finer = resolutions.slice(0, -1);
  const [from, to] = [ceilTo(fromMs, RESOLUTION_MS[resolution]), floorTo(toMs, RESOLUTION_MS[resolution])];
  if (to <= from) return cover(fromMs, toMs, finer);
  return [...cover(fromMs, from, finer), { resolution, fromMs: from, toMs: to }, ...cover(to, toMs, finer)];
}

const STEPS_MS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * RESOLUTION_MS.minute),
  ...[1, 2, 3, 6, 12].map((n) => n * RESOLUTION_MS.hour),
  ...[1, 7, 30].map((n) => n * RESOLUTION_MS.day),
];

/** The finest step, of whole buckets, by which a stretch of time has at most so many points. */
export function seriesStep(
  fromMs: number,
  toMs: number,
  options: { mostPoints: number; minuteFloorMs: number },
): { resolution: Resolution; stepMs: number } {
  const { hour, day } = RESOLUTION_MS;
  const fits = STEPS_MS.filter((stepMs) => stepMs >= hour || fromMs >= options.minuteFloorMs);
  const stepMs =
    fits.find((each) => (toMs - fromMs) / each <= options.mostPoints) ??
    ceilTo((toMs - fromMs) / options.mostPoints, day);
  return { resolution: resolutionOf(stepMs), stepMs };
}

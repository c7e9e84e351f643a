export const RESOLUTIONS = ['minute', 'hour', 'day'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export const RESOLUTION_MS: Readonly<Record<Resolution, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** Whole buckets of one resolution, from (including) to (excluding); milliseconds since 1970. */
export interface Segment {
  resolution: Resolution;
  fromMs: number;
  toMs: number;
}

export const floorTo = (ms: number, stepMs: number): number => Math.floor(ms / stepMs) * stepMs;
export const ceilTo = (ms: number, stepMs: number): number => Math.ceil(ms / stepMs) * stepMs;

/**
 * The fewest buckets that make up a stretch of time: days in its middle, hours and minutes towards its ends. Both ends are
 * whole minutes. Before `minuteFloorMs` there are no minutes any more: there it begins and ends with whole hours, outwards.
 *
 * @param coarsest the longest buckets to use
 */
export function segmentsOf(
  fromMs: number,
  toMs: number,
  minuteFloorMs: number,
  coarsest: Resolution = 'day',
): Segment[] {
  const { minute, hour, day } = RESOLUTION_MS;
  const from = fromMs < minuteFloorMs ? floorTo(fromMs, hour) : ceilTo(fromMs, minute);
  const to = toMs < minuteFloorMs ? ceilTo(toMs, hour) : floorTo(toMs, minute);
  if (to <= from) return [];
  const [hourFrom, hourTo] = [ceilTo(from, hour), floorTo(to, hour)];
  if (hourTo <= hourFrom || coarsest === 'minute') return [{ resolution: 'minute', fromMs: from, toMs: to }];
  const [dayFrom, dayTo] = [ceilTo(hourFrom, day), floorTo(hourTo, day)];
  const inner: Segment[] =
    dayTo <= dayFrom || coarsest === 'hour'
      ? [{ resolution: 'hour', fromMs: hourFrom, toMs: hourTo }]
      : [
          { resolution: 'hour', fromMs: hourFrom, toMs: dayFrom },
          { resolution: 'day', fromMs: dayFrom, toMs: dayTo },
          { resolution: 'hour', fromMs: dayTo, toMs: hourTo },
        ];
  const all: Segment[] = [
    { resolution: 'minute', fromMs: from, toMs: hourFrom },
    ...inner,
    { resolution: 'minute', fromMs: hourTo, toMs: to },
  ];
  return all.filter((segment) => segment.toMs > segment.fromMs);
}

const STEPS: readonly { resolution: Resolution; stepMs: number }[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => ({ resolution: 'minute' as const, stepMs: n * 60_000 })),
  ...[1, 2, 3, 6, 12].map((n) => ({ resolution: 'hour' as const, stepMs: n * 3_600_000 })),
  ...[1, 7, 30].map((n) => ({ resolution: 'day' as const, stepMs: n * 86_400_000 })),
];

/** The finest step, of whole buckets, by which a stretch of time has at most so many points. */
export function seriesStep(
  fromMs: number,
  toMs: number,
  options: { mostPoints: number; minuteFloorMs: number },
): { resolution: Resolution; stepMs: number } {
  const fits = STEPS.filter(({ resolution }) => resolution !== 'minute' || fromMs >= options.minuteFloorMs);
  return (
    fits.find(({ stepMs }) => (toMs - fromMs) / stepMs <= options.mostPoints) ?? {
      resolution: 'day',
      stepMs: ceilTo((toMs - fromMs) / options.mostPoints, RESOLUTION_MS.day),
    }
  );
}

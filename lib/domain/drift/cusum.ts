/** How a CUSUM chart is set, in standard deviations of one run. */
export interface CusumSettings {
  /** Half of the shift to catch. */
  k: number;
  /** Alarm above it. k = .1875: 5.105 is one false alarm in 100 healthy runs, 7.909 one in 370. */
  h: number;
  /** Whether a rise counts as well as a fall. */
  side: 'lower' | 'both';
}

export interface CusumPoint {
  /** Evidence that the mean has fallen, in standard deviations, >= 0. */
  lower: number;
  /** The same for a rise; 0 on a lower-side chart. */
  upper: number;
  isAlarm: boolean;
}

export interface CusumResult {
  points: readonly CusumPoint[];
  /** The larger of both sides after the last run. */
  value: number;
  isAlarm: boolean;
  direction: 'down' | 'up' | null;
  /**
   * Index of the first run after the estimated change: the side that leads has been above 0 since then. Null while both
   * sides are 0.
   */
  changeAt: number | null;
}

/** Noise of floating point is never evidence, and never an alarm. */
const NOISE = 1e-9;

/**
 * CUSUM of standardised values: C = max(0, C - z - k), alarm when C > h (Page 1954). It isn't reset after an alarm, so that
 * the alarm lasts until the runs have made up for the fall.
 *
 * @param zs (run mean - baseline mean) / standard deviation, oldest first
 */
export function cusum(zs: readonly number[], { k, h, side }: CusumSettings): CusumResult {
  let lower = 0;
  let upper = 0;
  let lowerSince: number | null = null;
  let upperSince: number | null = null;
  const points = zs.map((z, index): CusumPoint => {
    lower = clean(lower - z - k);
    upper = side === 'both' ? clean(upper + z - k) : 0;
    lowerSince = lower > 0 ? (lowerSince ?? index) : null;
    upperSince = upper > 0 ? (upperSince ?? index) : null;
    return { lower, upper, isAlarm: Math.max(lower, upper) > h + NOISE };
  });
  const isDown = lower >= upper;
  const value = Math.max(lower, upper);
  return {
    points,
    value,
    isAlarm: value > h + NOISE,
    direction: value === 0 ? null : isDown ? 'down' : 'up',
    changeAt: isDown ? lowerSince : upperSince,
  };
}

function clean(sum: number): number {
  return sum > NOISE ? sum : 0;
}

/** Mean and standard deviation (divisor n - 1) of the runs that count as healthy. */
export interface DriftBaseline {
  mean: number;
  sd: number;
  n: number;
}

/** Null below two values: one run says nothing about how much runs differ. */
export function baselineOf(values: readonly number[]): DriftBaseline | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { mean, sd: Math.sqrt(variance), n };
}

/**
 * Values in standard deviations from the baseline's mean.
 *
 * @param leastSd used where the baseline's runs differed less, such as cached ones that were all the same
 */
export function standardise(
  values: readonly number[],
  { mean, sd }: DriftBaseline,
  leastSd: number,
): number[] {
  const scale = Math.max(sd, leastSd);
  return values.map((value) => (value - mean) / scale);
}

/**
 * Standardised values when no baseline is long enough: each by the mean and the standard deviation of those before it, its
 * t value turned into a normal one by z = sign(t) (8 df + 1) / (8 df + 3) sqrt(df ln(1 + t^2 / df)). (Hawkins' self-starting
 * chart.) The first two are 0.
 */
export function selfStarting(values: readonly number[], leastSd: number): number[] {
  return values.map((value, index) => {
    const before = baselineOf(values.slice(0, index));
    if (!before) return 0;
    const { n, mean, sd } = before;
    const t = ((value - mean) / Math.max(sd, leastSd)) * Math.sqrt(n / (n + 1));
    const df = n - 1;
    return Math.sign(t) * ((8 * df + 1) / (8 * df + 3)) * Math.sqrt(df * Math.log1p(t ** 2 / df));
  });
}

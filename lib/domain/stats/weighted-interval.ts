import type { MeanInterval } from './mean-interval.ts';
import { normalQuantile } from './normal.ts';

/** A group's mean with its sample standard deviation (n − 1). */
export interface GroupMean {
  weight: number;
  mean: number | null;
  sd: number | null;
  n: number;
}

/**
 * Normal interval of the weighted mean of independent group means: `Σwm/Σw ± z · sqrt(Σw²sd²/n)/Σw`. Groups without a mean or
 * weight are left out; null when a group that counts has fewer than two values.
 */
export function weightedInterval(groups: readonly GroupMean[], confidence = 0.95): MeanInterval | null {
  const counted = groups.filter(({ weight, mean }) => weight > 0 && mean !== null);
  if (counted.length === 0 || counted.some(({ n, sd }) => n < 2 || sd === null)) return null;
  const weights = counted.reduce((sum, { weight }) => sum + weight, 0);
  const mean = counted.reduce((sum, group) => sum + group.weight * (group.mean ?? 0), 0) / weights;
  const variance = counted.reduce((sum, { weight, sd, n }) => sum + (weight * (sd ?? 0)) ** 2 / n, 0);
  const margin = (normalQuantile((1 + confidence) / 2) * Math.sqrt(variance)) / weights;
  return { low: mean - margin, high: mean + margin, confidence };
}

/**
 * The value within [0, 1]: what gates and composite scores use of an embedding metric. Rounding puts the score of a text
 * with itself a little above 1, and one empty answer, rescaled, would outweigh all others.
 */
export function clipToUnit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

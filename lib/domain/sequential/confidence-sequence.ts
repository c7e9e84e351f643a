/**
 * Bounds of a mean of values in [0, 1] that hold at all moments at once, so that they may be looked at after every value.
 * A few numbers, whatever the length of the stream; the interval never widens.
 */
export interface ConfidenceSequence {
  n: number;
  sum: number;
  /** Sum of squared distances from the regularised running mean. */
  squares: number;
  /** Sums of the weights, of weighted values, and of what the values' spread costs either bound. */
  weights: number;
  weighted: number;
  spreadLow: number;
  spreadHigh: number;
  /** The narrowest bounds so far. */
  low: number;
  high: number;
}

export const NEW_CONFIDENCE_SEQUENCE: ConfidenceSequence = {
  n: 0,
  sum: 0,
  squares: 0,
  weights: 0,
  weighted: 0,
  spreadLow: 0,
  spreadHigh: 0,
  low: 0,
  high: 1,
};

const MOST_WEIGHT = 0.5;

/**
 * Takes the next value in: empirical Bernstein bounds with predictable mixing (Waudby-Smith and Ramdas, 2024, theorem 2),
 * intersected with the earlier ones.
 *
 * @param value in [0, 1]
 * @param alpha probability, in (0, 1), that the true mean is ever outside
 */
export function narrow(state: ConfidenceSequence, value: number, alpha: number): ConfidenceSequence {
  const n = state.n + 1;
  const evidence = Math.log(2 / alpha);
  const variance = (0.25 + state.squares) / n;
  const weight = Math.min(MOST_WEIGHT, Math.sqrt((2 * evidence) / (n * Math.log1p(n) * variance)));
  // Before the first value each bound expects the worst end.
  const [meanLow, meanHigh] = state.n === 0 ? [0, 1] : [state.sum / state.n, state.sum / state.n];
  const spreadOf = (distance: number) => distance ** 2 * (-Math.log1p(-weight) - weight);

  const sum = state.sum + value;
  const weights = state.weights + weight;
  const weighted = state.weighted + weight * value;
  const spreadLow = state.spreadLow + spreadOf(value - meanLow);
  const spreadHigh = state.spreadHigh + spreadOf(value - meanHigh);
  return {
    n,
    sum,
    squares: state.squares + (value - (0.5 + sum) / (n + 1)) ** 2,
    weights,
    weighted,
    spreadLow,
    spreadHigh,
    ...intersection(state, momentaryBounds({ weights, weighted, spreadLow, spreadHigh }, alpha)),
  };
}

/** What the values so far say without the earlier bounds, cut to [0, 1]. */
export function momentaryBounds(
  state: Pick<ConfidenceSequence, 'weights' | 'weighted' | 'spreadLow' | 'spreadHigh'>,
  alpha: number,
): { low: number; high: number } {
  const { weights, weighted, spreadLow, spreadHigh } = state;
  const evidence = Math.log(2 / alpha);
  return {
    low: Math.max(0, (weighted - evidence - spreadLow) / weights),
    high: Math.min(1, (weighted + evidence + spreadHigh) / weights),
  };
}

function intersection(a: { low: number; high: number }, b: { low: number; high: number }) {
  return { low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) };
}

/** Scores of one example's answers on both sides. */
export interface RepeatedPair {
  baseline: readonly number[];
  current: readonly number[];
  /** Relative weight > 0 in the mean difference. */
  weight: number;
}

export interface AnswerNoise {
  /** Pooled variance of an answer around its example's mean, of each side. */
  baseline: number;
  current: number;
  /** Variance of the true differences between examples: what more answers can't remove. */
  examples: number;
  /** Standard error of the mean difference for these very examples, with Satterthwaite's degrees of freedom. */
  fixed: { se: number; df: number };
}

/**
 * Splits the variance of paired differences into the noise of single answers and the spread between examples (Miller 2024:
 * Var(d) = ω² + σ_c²/K_c + σ_b²/K_b). Needs two answers on both sides for every example; else null, because nothing then
 * tells noise from spread.
 */
export function answerNoise(pairs: readonly RepeatedPair[]): AnswerNoise | null {
  if (pairs.length < 2 || pairs.some(({ baseline, current }) => baseline.length < 2 || current.length < 2))
    return null;
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  let variance = 0;
  let meanVariance = 0;
  let squaredParts = 0;
  const pooled = { baseline: { squares: 0, df: 0 }, current: { squares: 0, df: 0 } };
  for (const pair of pairs) {
    for (const side of ['baseline', 'current'] as const) {
      const { squares, df, n } = spread(pair[side]);
      meanVariance += squares / df / n / pairs.length;
      const part = (pair.weight / total) ** 2 * (squares / df / n);
      variance += part;
      squaredParts += part ** 2 / df;
      pooled[side].squares += squares;
      pooled[side].df += df;
    }
  }
  const deltas = pairs.map(({ baseline, current }) => meanOf(current) - meanOf(baseline));
  const between = spread(deltas);
  return {
    baseline: pooled.baseline.squares / pooled.baseline.df,
    current: pooled.current.squares / pooled.current.df,
    examples: Math.max(0, between.squares / between.df - meanVariance),
    fixed: {
      se: Math.sqrt(variance),
      df: squaredParts > 0 ? variance ** 2 / squaredParts : pooled.baseline.df + pooled.current.df,
    },
  };
}

function spread(values: readonly number[]): { squares: number; df: number; n: number } {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { squares, df: values.length - 1, n: values.length };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

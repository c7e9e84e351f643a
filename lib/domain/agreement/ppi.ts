import { normalQuantile } from '../stats/normal.ts';
import type { Interval } from '../stats/proportion.ts';
import { studentTQuantile } from '../stats/student-t.ts';

/** Count, mean and sample variance (divided by n − 1; any number for n < 2). */
export interface Moments {
  n: number;
  mean: number;
  variance: number;
}

export interface CorrectedMean {
  mean: number;
  /** Not cut off at the ends of the scale. */
  interval: Interval;
  /** How far the judge is trusted, in [0, 1]: 0 is the mean of the labels alone. */
  lambda: number;
  /** As many labels alone would give the same precision. */
  effectiveLabels: number;
}

export interface CorrectedMeanOptions {
  /** Two-sided, in (0, 1). */
  confidence?: number;
  /**
   * `sample`: Student's t with n − 1 degrees of freedom, variances divided by n − 1. `reference`: the normal quantile and
   * variances divided by n, as the authors' ppi_py computes.
   */
  convention?: 'sample' | 'reference';
}

/**
 * PPI++ for a mean (Angelopoulos, Duchi and Zrnic 2023): the judge's mean over much traffic, corrected by the labels that
 * people gave to a random part of it. estimate = λ mean(F′) + mean(Y − λF), λ = cov(Y, F) / ((1 + n/N) var(F)) within [0, 1],
 * se² = λ² var(F′)/N + var(Y − λF)/n. Labels must be a random sample. Works for paired differences too. Null for fewer than
 * two labels; RangeError for values that aren't finite.
 *
 * @param labelled a person's score Y and the judge's score F of the same item
 * @param rest the judge's scores F′ of items without a label
 */
export function correctedMean(
  labelled: readonly { human: number; judge: number }[],
  rest: Moments,
  { confidence = 0.95, convention = 'sample' }: CorrectedMeanOptions = {},
): CorrectedMean | null {
  const n = labelled.length;
  if (labelled.some(({ human, judge }) => !Number.isFinite(human) || !Number.isFinite(judge)))
    throw new RangeError('expected finite scores');
  if (!(rest.n >= 0) || (rest.n > 0 && !(Number.isFinite(rest.mean) && rest.variance >= 0)))
    throw new RangeError('expected a count, a finite mean and a variance of 0 or more');
  if (n < 2) return null;
  const divisor = convention === 'sample' ? n - 1 : n;
  const human = meanOf(labelled.map((pair) => pair.human));
  const judge = meanOf(labelled.map((pair) => pair.judge));
  const covariance =
    labelled.reduce((sum, pair) => sum + (pair.human - human) * (pair.judge - judge), 0) / divisor;
  const judgeSquares = labelled.reduce((sum, pair) => sum + (pair.judge - judge) ** 2, 0);
  const humanVariance = labelled.reduce((sum, pair) => sum + (pair.human - human) ** 2, 0) / divisor;
  const pooled = pooledVariance({ n, mean: judge, squares: judgeSquares }, rest);
  const lambda =
    rest.n === 0 || pooled < ROUNDING
      ? 0
      : Math.min(1, Math.max(0, covariance / ((1 + n / rest.n) * pooled)));
  const residuals = labelled.map((pair) => pair.human - lambda * pair.judge);
  const rectifier = meanOf(residuals);
  const residualVariance =
    residuals.reduce((sum, residual) => sum + (residual - rectifier) ** 2, 0) / divisor;
  const restShare = convention === 'sample' ? 1 : (rest.n - 1) / rest.n;
  const fromRest = lambda === 0 || rest.n < 2 ? 0 : (lambda ** 2 * rest.variance * restShare) / rest.n;
  const variance = fromRest + residualVariance / n;
  const tail = (1 + confidence) / 2;
  const steps = convention === 'sample' ? studentTQuantile(tail, n - 1) : normalQuantile(tail);
  const mean = (lambda === 0 ? 0 : lambda * rest.mean) + rectifier;
  const margin = steps * Math.sqrt(variance);
  return {
    mean,
    interval: { low: mean - margin, high: mean + margin },
    lambda,
    effectiveLabels: variance < ROUNDING ? n : humanVariance / variance,
  };
}

/** Sample variance of the judge's scores over labelled and other items together. */
function pooledVariance(
  labelled: { n: number; mean: number; squares: number },
  { n, mean, variance }: Moments,
): number {
  const restSquares = n > 1 ? variance * (n - 1) : 0;
  const between = n === 0 ? 0 : ((mean - labelled.mean) ** 2 * labelled.n * n) / (labelled.n + n);
  return (labelled.squares + restSquares + between) / (labelled.n + n - 1);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const ROUNDING = 1e-18;

import { normalQuantile } from '../stats/normal.ts';
import { clopperPearsonInterval, type Interval } from '../stats/proportion.ts';
import { sharesOf, type ConfusionMatrix } from './confusion-matrix.ts';

/** How much a disagreement counts: every one alike, or by the distance of the categories, or by its square. */
export type KappaWeights = 'none' | 'linear' | 'quadratic';

export interface Kappa {
  /** 1 full agreement, 0 no more than by chance, below 0 less than that; null when both always gave the same one category. */
  kappa: number | null;
  /** Two-sided; null where kappa is, and where one rater gave one category only, which says nothing of the spread. */
  interval: Interval | null;
  /** Agreement seen, and expected of raters that don't look; both weighted, in [0, 1]. */
  agreement: number;
  expected: number;
  n: number;
}

/**
 * Cohen's kappa (po − pe) / (1 − pe) (1960, weighted 1968), categories in order when weights are used. The interval is
 * normal with the large-sample variance of Fleiss, Cohen and Everitt (1969): rough below some 50 items. Without any
 * disagreement that variance is 0; then the lower end is the kappa that the lower end of the share of agreement (Clopper and
 * Pearson) stands for. Null without items; RangeError for a matrix that isn't square.
 */
export function cohenKappa(
  matrix: ConfusionMatrix,
  weights: KappaWeights = 'none',
  confidence = 0.95,
): Kappa | null {
  const shares = sharesOf(matrix);
  if (shares === null) return null;
  const { n, cells, rows, columns } = shares;
  const weight = weighing(weights, matrix.length);
  const agreement = weightedSum(cells, weight);
  const expected = weightedSum(
    rows.map((row) => columns.map((column) => row * column)),
    weight,
  );
  const chance = 1 - expected;
  if (chance < ROUNDING) return { kappa: null, interval: null, agreement, expected, n };
  const kappa = (agreement - expected) / chance;
  if (1 - agreement < ROUNDING) {
    const { low } = clopperPearsonInterval(n, n, confidence);
    return { kappa: 1, interval: { low: (low - expected) / chance, high: 1 }, agreement, expected, n };
  }
  const rowWeights = rows.map((_, i) => columns.reduce((sum, share, j) => sum + share * weight(i, j), 0));
  const columnWeights = columns.map((_, j) => rows.reduce((sum, share, i) => sum + share * weight(i, j), 0));
  let squares = 0;
  cells.forEach((row, i) => {
    row.forEach((share, j) => {
      const margins = (rowWeights[i] ?? 0) + (columnWeights[j] ?? 0);
      squares += share * (weight(i, j) * chance - margins * (1 - agreement)) ** 2;
    });
  });
  const variance = (squares - (agreement * expected - 2 * expected + agreement) ** 2) / (n * chance ** 4);
  if (variance < ROUNDING) return { kappa, interval: null, agreement, expected, n };
  const margin = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance);
  return {
    kappa,
    interval: { low: Math.max(-1, kappa - margin), high: Math.min(1, kappa + margin) },
    ...{ agreement, expected, n },
  };
}

/** Share of items on which both raters gave the same category, in [0, 1]; null without items. */
export function percentAgreement(matrix: ConfusionMatrix): number | null {
  const shares = sharesOf(matrix);
  return shares === null ? null : weightedSum(shares.cells, weighing('none', matrix.length));
}

type Weight = (i: number, j: number) => number;

/** Weights of agreement: 1 on the diagonal, 0 in the far corners (and everywhere else without weights). */
function weighing(weights: KappaWeights, categories: number): Weight {
  const span = Math.max(1, categories - 1);
  if (weights === 'none') return (i, j) => (i === j ? 1 : 0);
  if (weights === 'linear') return (i, j) => 1 - Math.abs(i - j) / span;
  return (i, j) => 1 - ((i - j) / span) ** 2;
}

function weightedSum(cells: readonly (readonly number[])[], weight: Weight): number {
  return cells.reduce(
    (sum, row, i) => sum + row.reduce((part, share, j) => part + share * weight(i, j), 0),
    0,
  );
}

const ROUNDING = 1e-12;

import { dropText, signed } from '#lib/domain/gate/findings.ts';
import type { Comparison } from '#lib/domain/gate/verdict.ts';
import type { Order } from './choice.ts';
import { formatCount } from './format.ts';
import { sentenceCase } from './words.ts';

/** What the figures of a category, or of the overall score, say about its difference. */
export type Standing = 'worse' | 'lost' | 'open' | 'unknown' | 'same' | 'held' | 'better' | 'new';

/** One line of a verdict's table of figures, as texts. */
export interface ComparisonRow {
  key: string;
  name: string;
  isOverall: boolean;
  standing: Standing;
  standingWords: string;
  n: string;
  /** How many examples either side has scored, and how many observations that makes. */
  nWords: string;
  baseline: string;
  current: string;
  delta: string;
  /** Difference of the pairs alone, where it isn't the difference of the means. */
  pairedDelta: string | null;
  interval: string;
  p: string;
  pHolm: string;
  pNoninferiority: string;
  detectable: string;
  sentence: string;
}

const NONE = '–';
const DIGITS = 4;
/** Differences that read the same aren't told twice. */
const READS_SAME = 0.000_05;

const STANDINGS: Record<Standing, string> = {
  worse: 'Drop',
  lost: 'Lost',
  open: 'Unclear',
  unknown: 'No figures',
  same: 'No change',
  held: 'Within margin',
  better: 'Gain',
  new: 'New',
};

/** One comparison as a row of texts. @param alpha one-sided error rate of the verdict's decisions */
export function prepareComparisonRow(comparison: Comparison, alpha: number): ComparisonRow {
  const { category, delta, paired_delta: paired, interval90: interval } = comparison;
  const standing = standingOf(comparison, alpha);
  const detectable = comparison.minimum_detectable_drop;
  return {
    key: category === null ? 'overall' : `category ${category}`,
    name: nameOf(category),
    isOverall: category === null,
    ...{ standing, standingWords: STANDINGS[standing] },
    n: formatCount(comparison.n),
    nWords: nWords(comparison),
    baseline: comparison.baseline?.toFixed(DIGITS) ?? NONE,
    current: comparison.current?.toFixed(DIGITS) ?? NONE,
    delta: deltaText(delta),
    pairedDelta:
      paired !== null && (delta === null || Math.abs(delta - paired) > READS_SAME) ? deltaText(paired) : null,
    interval: interval ? intervalText(interval) : NONE,
    p: formatP(comparison.p_regression),
    pHolm: formatP(comparison.p_regression_holm),
    pNoninferiority: formatP(comparison.p_noninferiority),
    detectable: detectable === null ? NONE : dropText(detectable),
    sentence: comparison.sentence,
  };
}

/** A category as it is shown; null is the overall score. */
export function nameOf(category: string | null): string {
  if (category === null) return 'Overall';
  return sentenceCase(category) || '(no name)';
}

/** "−0.0812 to −0.0143" */
export function intervalText({ low, high }: { low: number; high: number }): string {
  return `${deltaText(low)} to ${deltaText(high)}`;
}

/** A difference with its sign and four decimals; one that rounds to nothing has no sign. */
export function deltaText(delta: number | null): string {
  if (delta === null) return NONE;
  return Math.abs(delta) < READS_SAME ? (0).toFixed(DIGITS) : signed(delta);
}

/** What the verdict's own sentence says, in a word. */
function standingOf(comparison: Comparison, alpha: number): Standing {
  const { status, n, differing, paired_delta: delta, interval90: interval } = comparison;
  const { p_regression_holm: holm, p_noninferiority: pNoninferiority } = comparison;
  if (status !== 'compared') return status;
  if (delta === null || holm === null || n === 0) return 'unknown';
  if (differing === 0) return 'same';
  if (holm <= alpha && delta < 0) return 'worse';
  if (interval === null) return 'open';
  if (interval.low > 0) return 'better';
  return pNoninferiority !== null && pNoninferiority < alpha ? 'held' : 'open';
}

function nWords({ n, n_baseline: before, n_current: after, clusters, differing }: Comparison): string {
  const sides = `Scored: ${formatCount(before)} in the baseline, ${formatCount(after)} in this run, ${formatCount(n)} in both.`;
  const grouped = clusters === n ? '' : ` ${formatCount(clusters)} independent groups.`;
  return `${sides}${grouped} ${formatCount(differing)} differ.`;
}

function formatP(p: number | null): string {
  if (p === null) return NONE;
  return p < 0.0001 ? '<0.0001' : p.toFixed(p < 0.1 ? 4 : 2);
}

export const comparisonSortKeys = [
  'name',
  'n',
  'baseline',
  'current',
  'delta',
  'p',
  'holm',
  'noninferiority',
  'detectable',
] as const;
export type ComparisonSortKey = (typeof comparisonSortKeys)[number];

type Sortable = string | number | null;

const VALUES: Record<ComparisonSortKey, (comparison: Comparison) => Sortable> = {
  name: ({ category }) => nameOf(category).toLowerCase(),
  n: ({ n }) => n,
  baseline: ({ baseline }) => baseline,
  current: ({ current }) => current,
  // A lost category is worse than any drop.
  delta: (comparison) => (comparison.status === 'lost' ? -Infinity : comparison.delta),
  p: (comparison) => comparison.p_regression,
  holm: (comparison) => comparison.p_regression_holm,
  noninferiority: (comparison) => comparison.p_noninferiority,
  detectable: (comparison) => comparison.minimum_detectable_drop,
};

/** Comparisons in the order of one of their figures; those without it come last in either direction. */
export function sortComparisons(
  comparisons: readonly Comparison[],
  { sort, order }: { sort: ComparisonSortKey; order: Order },
): Comparison[] {
  const valueOf = VALUES[sort];
  const sign = order === 'asc' ? 1 : -1;
  return [...comparisons].sort((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return left < right ? -sign : left > right ? sign : 0;
  });
}

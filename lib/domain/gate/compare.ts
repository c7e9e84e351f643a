import { answerNoise, type AnswerNoise } from '../stats/answer-noise.ts';
import { clusteredMean } from '../stats/clustered-mean.ts';
import { dropP, nonInferiorityP, type MeanEstimate } from '../stats/mean-tests.ts';
import { minimumDetectableDrop } from '../stats/power.ts';
import { meanOfPresent } from '../scoring/composite.ts';
import { signFlipTest } from '../stats/sign-flip.ts';
import { studentTQuantile } from '../stats/student-t.ts';
import type { CategoryScores, Pair } from './pairs.ts';
import { marginOf, type GateSettings } from './settings.ts';
import type { Comparison } from './verdict.ts';

/** Power that the minimum detectable drop and the needed examples are told for. */
export const POWER = 0.8;

/** A comparison before Holm's correction and its sentence, which need the others. */
export type RawComparison = Omit<Comparison, 'p_regression_holm' | 'sentence'>;

/** One category's figures. */
export function compareCategory(scores: CategoryScores, settings: GateSettings): RawComparison {
  const { category, baseline, current, pairs } = scores;
  const status = baseline.length === 0 ? 'new' : current.length === 0 ? 'lost' : 'compared';
  const weighted = pairs.map((pair) => ({ pair, weight: 1 }));
  return {
    ...{ category, status },
    ...means(meanOfPresent(baseline), meanOfPresent(current)),
    ...{ n_baseline: baseline.length, n_current: current.length },
    ...comparePairs(weighted, `category ${category}`, settings),
  };
}

/** The overall score's figures: categories count by their weights. */
export function compareOverall(categories: readonly CategoryScores[], settings: GateSettings): RawComparison {
  const sum = (side: 'baseline' | 'current') => categories.reduce((n, scores) => n + scores[side].length, 0);
  const weighted = categories.flatMap(({ pairs, weight }) =>
    pairs.map((pair) => ({ pair, weight: weight / pairs.length })),
  );
  const baseline = overallOf(categories, 'baseline');
  const current = overallOf(categories, 'current');
  return {
    category: null,
    status: baseline === null ? 'new' : current === null ? 'lost' : 'compared',
    ...means(baseline, current),
    ...{ n_baseline: sum('baseline'), n_current: sum('current') },
    ...comparePairs(weighted, 'overall', settings),
  };
}

/** Mean of the categories' means by their weights; null without a scored category that has one. */
function overallOf(categories: readonly CategoryScores[], side: 'baseline' | 'current'): number | null {
  let total = 0;
  let weights = 0;
  for (const scores of categories) {
    const mean = meanOfPresent(scores[side]);
    if (mean === null) continue;
    total += scores.weight * mean;
    weights += scores.weight;
  }
  return weights > 0 ? total / weights : null;
}

function means(baseline: number | null, current: number | null) {
  return { baseline, current, delta: baseline === null || current === null ? null : current - baseline };
}

interface WeightedPair {
  pair: Pair;
  weight: number;
}

/** What the pairs say: the test, the interval and what they could not see. */
function comparePairs(all: readonly WeightedPair[], key: string, settings: GateSettings) {
  const pairs = all.filter(({ weight }) => weight > 0);
  const found = clusteredMean(
    pairs.map(({ pair, weight }) => ({ value: pair.delta, weight, cluster: pair.group })),
  );
  const noise = answerNoise(pairs.map(({ pair, weight }) => ({ ...pair.answers, weight })));
  const figures = {
    n: pairs.length,
    clusters: found?.clusters ?? 0,
    paired_delta: found?.mean ?? null,
    noise: noise && {
      answer_sd_baseline: Math.sqrt(noise.baseline),
      answer_sd_current: Math.sqrt(noise.current),
      example_sd: Math.sqrt(noise.examples),
    },
  };
  if (!found) return { ...figures, ...NOTHING };
  const { draws, seed } = settings;
  // Sums of weights that add up to one are tiny; the test takes differences below 1e-9 for rounding.
  const test = signFlipTest(
    found.sums.map((sum) => sum * found.clusters),
    { draws, key: `${seed} ${key}` },
  );
  const { estimate, inference } = estimateOf(found, noise, settings);
  const isFixed = inference === 'fixed_prompts';
  return {
    ...figures,
    ...{ differing: test.differing, inference },
    p_regression: isFixed && estimate ? dropP(estimate) : test.p,
    ...(estimate ? estimated(estimate, settings) : { se: null, df: null, ...UNKNOWN }),
  };
}

const UNKNOWN = { interval90: null, p_noninferiority: null, minimum_detectable_drop: null } as const;
const NOTHING = {
  ...UNKNOWN,
  differing: 0,
  inference: 'random_prompts',
  se: null,
  df: null,
  p_regression: null,
} as const;

/** For these very prompts when that is asked for and there is noise to measure; else for prompts like these. */
function estimateOf(
  found: { mean: number; se: number | null; clusters: number },
  noise: AnswerNoise | null,
  settings: GateSettings,
): { estimate: MeanEstimate | null; inference: Comparison['inference'] } {
  if (settings.inference === 'fixed_prompts' && noise && noise.fixed.se > 0)
    return { estimate: { mean: found.mean, ...noise.fixed }, inference: 'fixed_prompts' };
  const { mean, se, clusters } = found;
  return {
    estimate: se === null ? null : { mean, se, df: clusters - 1 },
    inference: 'random_prompts',
  };
}

function estimated(estimate: MeanEstimate, settings: GateSettings) {
  const { mean, se, df } = estimate;
  const half = studentTQuantile(0.95, df) * se;
  return {
    ...{ se, df },
    interval90: { low: mean - half, high: mean + half },
    p_noninferiority: nonInferiorityP(estimate, marginOf(settings)),
    minimum_detectable_drop: minimumDetectableDrop(se, df, { alpha: settings.alpha, power: POWER }),
  };
}

import type { Agreement } from '#lib/contracts/agreement.ts';
import { alphaWithInterval, judgeLikeness } from '#lib/domain/agreement/alpha-interval.ts';
import { confusionMatrix } from '#lib/domain/agreement/confusion-matrix.ts';
import { cohenKappa, percentAgreement, type KappaWeights } from '#lib/domain/agreement/kappa.ts';
import { operatingPoint, type OperatingPoint, type Share } from '#lib/domain/agreement/operating-point.ts';
import { correctedMean } from '#lib/domain/agreement/ppi.ts';
import { correctedRate } from '#lib/domain/agreement/rogan-gladen.ts';
import { meanOfScores, varianceOf, type ScoreSums } from '#lib/domain/evaluation/score-sums.ts';
import { wilsonInterval, type Interval } from '#lib/domain/stats/proportion.ts';

/** An exchange with the judge's score and those of the people who labelled it, all in [0, 1]. */
export interface LabelledExchange {
  judge: number;
  /** At least one. */
  labels: number[];
  /** Whose they are, in the same order. */
  people: string[];
}

/** How many scores of the judge pass. */
export interface PassCount {
  passed: number;
  of: number;
}

type Figures = Omit<Agreement, 'from' | 'to' | 'evaluator' | 'evaluators' | 'pass_score' | 'counts'>;
type Estimate = Agreement['alpha'];

const LEVELS = 6;
/** Bootstraps take so many draws altogether, so that thousands of labels don't take seconds. */
const MOST_DRAWS = 250_000;
const UNDEFINED: Estimate = { value: null, low: null, high: null };
/** Sums of fifths are not exact. */
const ROUNDING = 1e-9;

/**
 * All figures of agreement. A label "pass" counts as 1 (level 5), "fail" as 0; several labels of an exchange as their mean
 * where one figure is needed.
 *
 * @param judged sums over all of the judge's scores, labelled or not
 * @param passed how many of them pass, or of a part of them
 */
export function agreementFigures(
  exchanges: readonly LabelledExchange[],
  judged: ScoreSums,
  passed: PassCount,
  { passScore, seed }: { passScore: number; seed: string },
): Figures {
  const pairs = exchanges.map(({ judge, labels }) => ({ judge, human: meanOf(labels) }));
  const levels = confusionMatrix(
    pairs.map(({ judge, human }) => [levelOf(judge), levelOf(human)] as const),
    LEVELS,
  );
  const passes = (score: number) => (score >= passScore - ROUNDING ? 1 : 0);
  const verdicts = confusionMatrix(
    pairs.map(({ judge, human }) => [passes(judge), passes(human)] as const),
    2,
  );
  const counts = {
    bothPass: verdicts[1]?.[1] ?? 0,
    onlyJudgePasses: verdicts[1]?.[0] ?? 0,
    onlyPeoplePass: verdicts[0]?.[1] ?? 0,
    bothFail: verdicts[0]?.[0] ?? 0,
  };
  const point = operatingPoint(counts);
  const resamples = Math.max(100, Math.min(1_000, Math.floor(MOST_DRAWS / Math.max(1, exchanges.length))));
  const alpha = (ratings: number[][]): Estimate => {
    const found = alphaWithInterval(ratings, 'interval', { seed, resamples });
    return estimate(found.alpha, found.interval);
  };
  return {
    levels,
    verdicts: {
      both_pass: counts.bothPass,
      only_judge_passes: counts.onlyJudgePasses,
      only_people_pass: counts.onlyPeoplePass,
      both_fail: counts.bothFail,
    },
    weighted_kappa: kappa(levels, 'quadratic'),
    kappa: kappa(verdicts, 'none'),
    same_verdict: sameVerdict(verdicts),
    judge_alpha_gap: alphaGap(exchanges, { seed, resamples }),
    alpha: alpha(exchanges.map(({ judge, labels }) => [judge, ...labels])),
    human_alpha: alpha(exchanges.map(({ labels }) => labels)),
    sensitivity: share(point.sensitivity),
    specificity: share(point.specificity),
    youden: point.youden?.j ?? null,
    ...means(pairs, judged),
    ...passRates(passed, point),
  };
}

function sameVerdict(verdicts: number[][]): Estimate {
  const share = percentAgreement(verdicts);
  if (share === null) return UNDEFINED;
  const of = verdicts.flat().reduce((sum, count) => sum + count, 0);
  return estimate(share, wilsonInterval(Math.round(share * of), of));
}

function alphaGap(
  exchanges: readonly LabelledExchange[],
  bootstrap: { seed: string; resamples: number },
): Estimate {
  const items = exchanges.map(({ judge, labels }) => ({ judge, people: labels }));
  const { difference, interval } = judgeLikeness(items, bootstrap);
  return estimate(difference, interval);
}

function passRates(
  { passed, of }: PassCount,
  { sensitivity, specificity }: OperatingPoint,
): Pick<Figures, 'judge_pass_rate' | 'corrected_pass_rate'> {
  if (of === 0) return { judge_pass_rate: UNDEFINED, corrected_pass_rate: UNDEFINED };
  const rate = estimate(passed / of, wilsonInterval(passed, of));
  const corrected =
    sensitivity && specificity ? correctedRate({ share: passed / of, of }, specificity, sensitivity) : null;
  return {
    judge_pass_rate: rate,
    corrected_pass_rate: corrected ? estimate(corrected.rate, corrected.interval) : UNDEFINED,
  };
}

interface Pair {
  judge: number;
  human: number;
}

function means(
  pairs: readonly Pair[],
  judged: ScoreSums,
): Pick<Figures, 'judge_mean' | 'label_mean' | 'corrected_mean' | 'lambda'> {
  const judge = sumsOf(pairs.map((pair) => pair.judge));
  const corrected = correctedMean(pairs, restOf(judged, judge));
  return {
    judge_mean: meanEstimate(judged.scored >= judge.scored ? judged : judge),
    label_mean: meanEstimate(sumsOf(pairs.map((pair) => pair.human))),
    corrected_mean: corrected
      ? estimate(clip(corrected.mean), {
          low: clip(corrected.interval.low),
          high: clip(corrected.interval.high),
        })
      : UNDEFINED,
    lambda: corrected?.lambda ?? null,
  };
}

/** The judge's scores of exchanges without a label: all less the labelled ones. */
function restOf(all: ScoreSums, labelled: ScoreSums) {
  const n = Math.max(0, all.scored - labelled.scored);
  if (n === 0) return { n: 0, mean: 0, variance: 0 };
  const rest = { scored: n, sum: all.sum - labelled.sum, squares: all.squares - labelled.squares };
  return { n, mean: clip(rest.sum / n), variance: varianceOf(rest) };
}

function sumsOf(scores: readonly number[]): ScoreSums {
  const sum = scores.reduce((total, score) => total + score, 0);
  const squares = scores.reduce((total, score) => total + score ** 2, 0);
  return { evaluations: scores.length, scored: scores.length, sum, squares };
}

function meanEstimate(sums: ScoreSums): Estimate {
  const { mean, low, high } = meanOfScores(sums);
  return { value: mean, low, high };
}

function kappa(matrix: number[][], weights: KappaWeights): Estimate {
  const found = cohenKappa(matrix, weights);
  return found ? estimate(found.kappa, found.interval) : UNDEFINED;
}

function share(found: Share | null): Estimate {
  return found ? estimate(found.share, found.interval) : UNDEFINED;
}

function estimate(value: number | null, interval: Interval | null): Estimate {
  return { value, low: interval?.low ?? null, high: interval?.high ?? null };
}

/** Fifths of a score, 0 to 5, the nearest. */
function levelOf(score: number): number {
  return Math.round(clip(score) * 5);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}

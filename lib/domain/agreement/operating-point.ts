import { wilsonInterval, type Interval } from '../stats/proportion.ts';

/** Items by what the judge and people decided. Counts ≥ 0. */
export interface VerdictCounts {
  bothPass: number;
  onlyJudgePasses: number;
  onlyPeoplePass: number;
  bothFail: number;
}

/** A share with its two-sided interval. */
export interface Share {
  share: number;
  interval: Interval;
  of: number;
}

export interface OperatingPoint {
  /** Share of what people pass that the judge passes; null when people passed nothing. */
  sensitivity: Share | null;
  /** Share of what people fail that the judge fails; null when people failed nothing. */
  specificity: Share | null;
  /** Youden's J = sensitivity + specificity − 1, in [−1, 1], with its interval; null without both. */
  youden: { j: number; interval: Interval } | null;
}

/**
 * How well the judge decides, taking people's word as the truth. Shares with Wilson's interval; J with Newcombe's (1998,
 * method 10), which adds the squares of both distances.
 */
export function operatingPoint(counts: VerdictCounts, confidence = 0.95): OperatingPoint {
  const share = (k: number, of: number) =>
    of === 0 ? null : { share: k / of, interval: wilsonInterval(k, of, confidence), of };
  const sensitivity = share(counts.bothPass, counts.bothPass + counts.onlyPeoplePass);
  const specificity = share(counts.bothFail, counts.bothFail + counts.onlyJudgePasses);
  if (sensitivity === null || specificity === null) return { sensitivity, specificity, youden: null };
  const j = sensitivity.share + specificity.share - 1;
  const distance = (end: 'low' | 'high') =>
    Math.hypot(sensitivity.interval[end] - sensitivity.share, specificity.interval[end] - specificity.share);
  return {
    ...{ sensitivity, specificity },
    youden: {
      j,
      interval: { low: Math.max(-1, j - distance('low')), high: Math.min(1, j + distance('high')) },
    },
  };
}

/**
 * What a true change of the share that passes looks like on the judge's scale, when the judge errs alike before and after:
 * change × J. The same holds for the margin that an alert needs there.
 */
export function attenuated(change: number, j: number): number {
  return change * j;
}

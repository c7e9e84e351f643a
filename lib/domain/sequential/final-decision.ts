import type { DecisionWord } from './shadow-decision.ts';
import type { StreamReport } from './shadow-report.ts';

export interface PromotionRules {
  /** Promotion waits until the window has this length; rolling back doesn't. */
  minWindowDays: number;
  /** Largest share of diverging answers that a promotion allows; null allows all. */
  maxDivergenceRate: number | null;
}

export interface DecisionFacts {
  windowDays: number;
  divergenceRate: number | null;
  /** What single use cases say, each at its share of the risk. */
  strata: readonly { name: string; report: Pick<StreamReport, 'decision'> }[];
}

/**
 * The decision on a candidate: what the stream of differences says, held back where a promotion has further conditions.
 * Nothing holds rolling back.
 */
export function finalDecision(
  report: StreamReport,
  facts: DecisionFacts,
  { minWindowDays, maxDivergenceRate }: PromotionRules,
): { decision: DecisionWord; reasons: string[] } {
  if (report.decision !== 'promote') return { decision: report.decision, reasons: [report.reason] };
  const { windowDays, divergenceRate: rate, strata } = facts;
  const worse = strata.filter((stratum) => stratum.report.decision === 'roll_back');
  const isDiverging = maxDivergenceRate !== null && rate !== null && rate > maxDivergenceRate;
  const held = [
    ...(windowDays < minWindowDays
      ? [`Not yet: ${windowDays.toFixed(1)} of at least ${minWindowDays} days of traffic.`]
      : []),
    ...(isDiverging
      ? [
          `Not yet: ${percent(rate)} of the answers diverge, more than ${percent(maxDivergenceRate)}. Look at them.`,
        ]
      : []),
    ...worse.map(({ name }) => `Not yet: in the use case ${name} it is shown to be worse.`),
  ];
  return { decision: held.length > 0 ? 'keep_going' : 'promote', reasons: [report.reason, ...held] };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

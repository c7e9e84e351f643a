import type { Overview } from '#lib/contracts/overview.ts';
import { formatCount, formatScore, formatShare } from './format.ts';

/** One figure with what puts it in proportion. */
export interface Figure {
  value: string;
  notes: readonly string[];
  isAlarming?: boolean;
}

export interface OverviewFigures {
  requests: Figure;
  sampled: Figure;
  production: Figure;
  shadow: Figure;
}

/** Some failures are everyday life and no reason for red. */
const ALARMING_SHARE = 0.01;

/** The overview's figures in words: traffic, sampling and the mean score of either side. */
export function prepareFigures({
  requests,
  shadow,
  shadow_percentage: percentage,
}: Overview): OverviewFigures {
  const failed = requests.error + requests.timeout;
  const scored = [`n = ${formatCount(shadow.scored)} scored`];
  const missing = shadow.missing > 0 ? [`${formatCount(shadow.missing)} missing`] : [];
  return {
    requests: {
      value: formatCount(requests.total),
      notes: [failedNote(failed, requests.total), ...abortedNote(requests.aborted)],
      isAlarming: failed > 0 && failed / requests.total >= ALARMING_SHARE,
    },
    sampled: {
      value: requests.total === 0 ? formatShare(0) : formatShare(requests.sampled / requests.total),
      notes: [
        `${formatCount(requests.sampled)} of ${formatCount(requests.total)}`,
        `${formatShare(percentage / 100)} configured`,
      ],
    },
    production: { value: formatScore(shadow.prod_score_mean), notes: scored },
    shadow: { value: formatScore(shadow.shadow_score_mean), notes: [...scored, ...missing] },
  };
}

function failedNote(failed: number, total: number): string {
  if (failed === 0) return 'none failed';
  return `${formatCount(failed)} failed (${formatShare(failed / total)})`;
}

function abortedNote(aborted: number): string[] {
  return aborted === 0 ? [] : [`${formatCount(aborted)} aborted`];
}

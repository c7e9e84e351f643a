import { wilsonInterval } from '../../stats/proportion.ts';
import { quantile } from '../../stats/quantile.ts';
import type { RolloutCause, RolloutStatus } from '../state.ts';
import type { Outcome } from './play.ts';

/** Median and 90th percentile of plays. */
interface Spread {
  median: number;
  p90: number;
}

export interface PlaySummary {
  plays: number;
  /** How often each end came, with bounds of its true share (Wilson, 95 %). */
  ends: { status: RolloutStatus; causes: RolloutCause[]; n: number; low: number; high: number }[];
  minutes: Spread | null;
  canaryRequests: Spread | null;
  /** Of plays that were rolled back. */
  minutesToRollback: Spread | null;
  requestsHit: Spread | null;
}

/** What many plays of one candidate say together. */
export function summaryOf(outcomes: readonly Outcome[]): PlaySummary {
  const plays = outcomes.length;
  const rolledBack = outcomes.filter(({ status }) => status === 'rolled_back');
  const statuses = [...new Set(outcomes.map(({ status }) => status))];
  return {
    plays,
    ends: statuses
      .map((status) => {
        const those = outcomes.filter((outcome) => outcome.status === status);
        const { low, high } = wilsonInterval(those.length, plays);
        return { status, causes: [...new Set(those.map(({ cause }) => cause))], n: those.length, low, high };
      })
      .sort((a, b) => b.n - a.n),
    minutes: spreadOf(outcomes.map(({ minutes }) => minutes)),
    canaryRequests: spreadOf(outcomes.map(({ canaryRequests }) => canaryRequests)),
    minutesToRollback: spreadOf(rolledBack.flatMap(({ minutesToRollback: m }) => (m === null ? [] : [m]))),
    requestsHit: spreadOf(rolledBack.map(({ requestsHit }) => requestsHit)),
  };
}

function spreadOf(values: readonly number[]): Spread | null {
  const ascending = values.toSorted((a, b) => a - b);
  const [median, p90] = [quantile(ascending, 0.5), quantile(ascending, 0.9)];
  return median === null || p90 === null ? null : { median, p90 };
}

/** A scored exchange as the decision sees it. */
export interface ShadowSample {
  /** Of the exchange, not of its evaluation. */
  atMs: number;
  delta: number;
  /** Whose exchange it is: a session, else a user; null for one that stands alone. */
  cluster: string | null;
  /** Use case, where there is one. */
  stratum: string | null;
}

/** One independent observation: an exchange that stands alone, or the mean of a session. */
export interface Observation {
  /** When it was complete. */
  atMs: number;
  delta: number;
  exchanges: number;
  stratum: string | null;
}

interface OpenCluster {
  lastMs: number;
  sum: number;
  exchanges: number;
  stratum: string | null;
}

/**
 * Turns samples, in the order of their requests, into independent observations in the order in which they were complete. Exchanges
 * of one session hang together, so they count once, with their mean; a session is over when it has been quiet for `gapMs`. The
 * order follows from the requests' times alone, never from the scores: without that the decision's guarantee is void.
 *
 * @param nowMs sessions that aren't over by then are left out
 */
export function observationsOf(
  samples: readonly ShadowSample[],
  { gapMs, nowMs }: { gapMs: number; nowMs: number },
): Observation[] {
  const observations: Observation[] = [];
  const open = new Map<string, OpenCluster>();
  const close = ({ lastMs, sum, exchanges, stratum }: OpenCluster) => {
    if (lastMs + gapMs <= nowMs)
      observations.push({ atMs: lastMs + gapMs, delta: sum / exchanges, exchanges, stratum });
  };
  for (const { atMs, delta, cluster, stratum } of samples) {
    if (cluster === null) {
      observations.push({ atMs, delta, exchanges: 1, stratum });
      continue;
    }
    const known = open.get(cluster);
    if (known && atMs - known.lastMs <= gapMs) {
      known.lastMs = atMs;
      known.sum += delta;
      known.exchanges += 1;
      continue;
    }
    if (known) close(known);
    open.set(cluster, { lastMs: atMs, sum: delta, exchanges: 1, stratum });
  }
  for (const cluster of open.values()) close(cluster);
  // Sorting is stable: what was complete at the same moment stays in the order of the requests.
  return observations.sort((a, b) => a.atMs - b.atMs);
}

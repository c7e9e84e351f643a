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
  stratum: string | null;
}

/** A session that may still go on. */
export interface OpenSession {
  name: string;
  lastMs: number;
  sum: number;
  exchanges: number;
  stratum: string | null;
}

/**
 * Turns samples, in the order of their requests, into independent observations in the order in which they were complete.
 * Exchanges of one session hang together, so they count once, with their mean; a session is over when it has been quiet for
 * `gapMs`. The order follows from the requests' times alone, never from the scores: without that the decision's guarantee is
 * void. Cut the samples anywhere, and go on later with the sessions that were open: the observations are the same.
 */
export class ObservationStream {
  /** In the order of their latest exchanges, which is the order in which they end. */
  readonly #open: Map<string, OpenSession>;
  readonly #gapMs: number;

  constructor(open: readonly OpenSession[], gapMs: number) {
    this.#open = new Map(open.map((session) => [session.name, session]));
    this.#gapMs = gapMs;
  }

  /** What is complete once a sample has come: sessions that ended before it, and the sample itself if it stands alone. */
  take({ atMs, delta, cluster, stratum }: ShadowSample): Observation[] {
    const complete = this.endBefore(atMs);
    if (cluster === null) return [...complete, { atMs, delta, stratum }];
    const known = this.#open.get(cluster);
    this.#open.delete(cluster);
    this.#open.set(
      cluster,
      known
        ? { ...known, lastMs: atMs, sum: known.sum + delta, exchanges: known.exchanges + 1 }
        : { name: cluster, lastMs: atMs, sum: delta, exchanges: 1, stratum },
    );
    return complete;
  }

  /** Sessions that were over before a time, when every sample before that time has been taken in. */
  endBefore(ms: number): Observation[] {
    const ended: Observation[] = [];
    for (const { name, lastMs, sum, exchanges, stratum } of this.#open.values()) {
      const atMs = lastMs + this.#gapMs;
      // At the very moment an exchange may still join it.
      if (atMs >= ms) break;
      ended.push({ atMs, delta: sum / exchanges, stratum });
      this.#open.delete(name);
    }
    return ended;
  }

  get open(): OpenSession[] {
    return [...this.#open.values()];
  }
}

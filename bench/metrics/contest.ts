/** One of those that are compared: does the work so many times and tells the milliseconds that took. */
export interface Contestant {
  label: string;
  run: (calls: number) => number | Promise<number>;
}

export interface Timing {
  label: string;
  /** Median of the rounds. */
  msPerCall: number;
}

/** A run should last so long that the clock's grain doesn't matter. */
const RUN_MS = 60;
const MOST_CALLS = 20_000;

/** Measures all contestants in every round, so that a noisy moment of the machine hits them alike. */
export async function contest(contestants: readonly Contestant[], rounds: number): Promise<Timing[]> {
  const lanes = [];
  for (const contestant of contestants) {
    await contestant.run(1); // warm up
    const once = await contestant.run(3);
    const calls = Math.min(MOST_CALLS, Math.max(1, Math.round((RUN_MS * 3) / Math.max(once, 1e-3))));
    lanes.push({ contestant, calls, msPerCall: [] as number[] });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { contestant, calls, msPerCall } of lanes)
      msPerCall.push((await contestant.run(calls)) / calls);
  }
  return lanes.map(({ contestant, msPerCall }) => ({
    label: contestant.label,
    msPerCall: medianOf(msPerCall),
  }));
}

/** A contestant that runs in this process. */
export function local(label: string, work: () => unknown): Contestant {
  return {
    label,
    run: (calls) => {
      const started = performance.now();
      for (let call = 0; call < calls; call += 1) work();
      return performance.now() - started;
    },
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

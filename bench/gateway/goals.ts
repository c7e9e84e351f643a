import type { TargetName } from './options.ts';
import type { Row } from './report.ts';
import { decimal } from './report.ts';

export interface Goal {
  text: string;
  isReached: boolean;
}

const CONCURRENCY = 32;
const TIMES_PORTKEY: Partial<Record<TargetName, number>> = { pglite: 2.5, postgres: 3 };
const DELAY_MS = 20;
const ADDED_P50_MS = 2;
const ADDED_P99_MS = 10;

/** What the gateway is to reach with every exchange logged, beside what it reached; nothing for what was not measured. */
export function goalsOf(rows: readonly Row[]): Goal[] {
  const plain = rows.filter((row) => !row.isStreamed && row.concurrency === CONCURRENCY);
  const fast = plain.filter((row) => row.delayMs === 0);
  const slow = plain.filter((row) => row.delayMs === DELAY_MS);
  return [
    ...fast.flatMap((row): Goal[] => {
      const least = TIMES_PORTKEY[row.target];
      if (least === undefined || row.timesPortkey === null) return [];
      const measured = `${decimal(row.timesPortkey, 2)} × Portkey's requests/s`;
      const text = `${row.label}, 0 ms, c=${CONCURRENCY}: ${measured} (at least ${least} ×)`;
      return [{ text, isReached: row.timesPortkey >= least }];
    }),
    ...slow.flatMap((row): Goal[] => {
      if (!(row.target in TIMES_PORTKEY)) return [];
      const where = `${row.label}, ${DELAY_MS} ms, c=${CONCURRENCY}`;
      return [
        {
          text: `${where}: added p50 ${decimal(row.addedP50Ms, 2)} ms (at most ${ADDED_P50_MS})`,
          isReached: row.addedP50Ms <= ADDED_P50_MS,
        },
        {
          text: `${where}: added p99 ${decimal(row.addedP99Ms, 1)} ms (at most ${ADDED_P99_MS})`,
          isReached: row.addedP99Ms <= ADDED_P99_MS,
        },
      ];
    }),
  ];
}

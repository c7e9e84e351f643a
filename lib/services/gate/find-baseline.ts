import type { Pool, PoolClient } from 'pg';
import type { GateRun } from '#lib/domain/gate/gate-run.ts';
import { loadGateRun } from './load-gate-run.ts';

type Queryable = Pick<Pool | PoolClient, 'query'>;

export interface BaselineChoice {
  /** The run to compare with, or a sentence why there is none. */
  baseline: GateRun | { missing: string };
  /** How it was chosen, where that isn't plain. */
  note: string | null;
}

/**
 * The baseline for a run: the run that was promoted last, and for that very run the one that was promoted before it. One
 * that nothing can be compared with is refused, with the reason.
 */
export async function findBaseline(client: Queryable, runId: string): Promise<BaselineChoice> {
  const { rows } = await client.query<{ run_id: string }>(
    `(SELECT run_id, promoted_at, id FROM run_promotions ORDER BY promoted_at DESC, id DESC LIMIT 1)
     UNION
     (SELECT run_id, promoted_at, id FROM run_promotions WHERE run_id <> $1 ORDER BY promoted_at DESC, id DESC LIMIT 1)
     ORDER BY promoted_at DESC, id DESC`,
    [runId],
  );
  const [latest] = rows;
  const other = rows.find(({ run_id: id }) => id !== runId);
  const isItself = latest?.run_id === runId;
  if (!other) return missing(isItself ? ALONE : 'No run was promoted yet, so there is no baseline.');
  const baseline = await loadGateRun(client, other.run_id);
  const refusal = baseline && reasonAgainst(baseline);
  if (!baseline || refusal !== null)
    return missing(`The baseline (run ${other.run_id}) is refused: ${refusal ?? 'it has no scores'}.`);
  return {
    baseline,
    note: isItself
      ? `This run is the baseline itself, so it is compared with the one before it (run ${other.run_id}).`
      : null,
  };
}

const ALONE = 'This run is the baseline itself, and no other run was promoted before it.';

function missing(reason: string): BaselineChoice {
  return { baseline: { missing: reason }, note: null };
}

function reasonAgainst({ quality, examples }: GateRun): string | null {
  if (quality === 'void') return 'it is void, because its judge was fooled';
  const isScored = examples.some(({ answers }) => answers.some(({ scores }) => scores.composite !== null));
  return isScored ? null : 'it has no scores of single examples';
}

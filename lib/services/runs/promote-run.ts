import type { PoolClient } from 'pg';
import type { PromotedRun, RunDetail } from '#lib/contracts/runs.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { ENVIRONMENT_TAG } from './check-scores.ts';
import { getRun, isRunId } from './get-run.ts';
import { BASELINE_ID } from './run-summary.ts';

type ChangeContext = Pick<Context, 'pool' | 'clock' | 'newId'>;

export type RunChange<Run = RunDetail> = { ok: true; run: Run } | { ok: false; reason: string };

const PRODUCTION = 'production';
/** Promotions go one after the other; the number is this application's own. */
const PROMOTION_LOCK = 7_246_012;

interface Candidate {
  state: string;
  quality: string | null;
  overall: number | null;
  examples: number;
  scored: number;
  baseline: string | null;
}

/**
 * Makes a run the baseline that later runs are compared with, tagged env=production. The run that is it already
 * stays it, without another entry in the history. Refused for a run that has nothing to compare with. Null when there is
 * no such run.
 */
export async function promoteRun(
  ctx: ChangeContext,
  actor: Principal,
  id: string,
): Promise<RunChange<PromotedRun> | null> {
  if (!isRunId(id)) return null;
  const { refusal, isUnchanged } = await inTransaction(ctx.pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [PROMOTION_LOCK]);
    const candidate = await read(client, id);
    const reason = candidate && reasonAgainst(candidate);
    const isBaseline = candidate?.baseline === id;
    if (candidate && reason === null && !isBaseline)
      await promote(ctx, client, actor, id, candidate.baseline);
    return { refusal: reason, isUnchanged: isBaseline };
  });
  if (refusal !== null) return { ok: false, reason: refusal };
  const run = await getRun(ctx, id);
  return run && { ok: true, run: { ...run, is_unchanged: isUnchanged } };
}

async function read(client: PoolClient, id: string): Promise<Candidate | null> {
  const { rows } = await client.query<Candidate>(
    `SELECT state, quality, overall, examples, ${BASELINE_ID} AS baseline,
            (SELECT count(composite)::int FROM run_examples WHERE run_id = runs.id) AS scored
     FROM runs WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0] ?? null;
}

function reasonAgainst({ state, quality, overall, scored }: Candidate): string | null {
  if (state !== 'finished') return `the run is ${state}: only a finished run can be the baseline`;
  if (quality === 'void') return 'the run is void: its judge was fooled, nothing may be compared with it';
  if (overall === null || scored === 0)
    return 'the run has no scored examples: there is nothing to compare with';
  return null;
}

async function promote(
  ctx: ChangeContext,
  client: PoolClient,
  actor: Principal,
  id: string,
  previous: string | null,
): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  await client.query(
    // Never before the last one, though this machine's clock may lag behind another's.
    `INSERT INTO run_promotions (id, run_id, promoted_at, promoted_by)
     SELECT $1, $2, greatest($3::timestamptz, max(promoted_at) + INTERVAL '1 millisecond'), $4 FROM run_promotions`,
    [ctx.newId(nowMs), id, new Date(nowMs), actor.id],
  );
  await client.query(`UPDATE runs SET tags = tags || $2::jsonb WHERE id = $1`, [
    id,
    JSON.stringify({ [ENVIRONMENT_TAG]: PRODUCTION }),
  ]);
  const details = { previous_baseline: previous };
  await writeAuditEntry(ctx, client, { actor: actor.id, action: 'run.promote', target: id, details });
}

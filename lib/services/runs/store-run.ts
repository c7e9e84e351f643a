import type { PoolClient } from 'pg';
import type { Scores } from '#lib/contracts/scores.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import { storableLine } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { breathe } from './breathe.ts';
import { ScoresCheck } from './check-scores.ts';
import type { ProblemList } from './problem-list.ts';
import { fromRows, namesOf, RowWriter } from './row-writer.ts';
import { runResultRow } from './run-rows.ts';
import { RUN, RUN_RESULT } from './run-tables.ts';
import { insertArtifacts, insertExamples, insertHead } from './insert-run.ts';

export interface StoreRunContext extends Pick<Context, 'pool' | 'clock'> {
  sha256Hex: (content: string | Uint8Array) => string;
}

export interface StoreRunOptions {
  /** `server` fills the row that insertNewRun made; `upload` makes one. */
  source: 'server' | 'upload';
  createdBy: string;
  /** Prepares what belongs to a run that isn't known yet; what it returns is done in the run's transaction. */
  prepare?: () => Promise<(client: PoolClient) => Promise<void>>;
}

export type StoreRunOutcome =
  | { action: 'stored' | 'duplicate'; runId: string; contentHash: string }
  /** The scores contradict themselves. */
  | { action: 'invalid'; problems: ProblemList }
  /** The id is taken by another run, or the run was cancelled or failed in the meantime. */
  | { action: 'conflict'; message: string };

/**
 * Stores a run's scores with every answer, in one transaction. The same scores stored again, at the same time or later,
 * change nothing.
 */
export async function storeRun(
  ctx: StoreRunContext,
  scores: Scores,
  options: StoreRunOptions,
): Promise<StoreRunOutcome> {
  const { examples, ...head } = scores;
  const check = new ScoresCheck(head);
  const hashes = [ctx.sha256Hex(canonicalJson(head))];
  for (const example of examples) {
    check.example(example);
    hashes.push(ctx.sha256Hex(canonicalJson(example)));
    await breathe(hashes.length);
  }
  const problems = check.finish(ctx.sha256Hex);
  if (problems.count > 0) return { action: 'invalid', problems };

  const contentHash = ctx.sha256Hex(hashes.join('\n'));
  const known = await settled(ctx.pool, head.run_id, contentHash, options);
  if (known) return known;
  const alongside = await options.prepare?.();
  return inTransaction(ctx.pool, async (client) => {
    if (!(await claim(ctx, client, head, contentHash, options)))
      return (await settled(client, head.run_id, contentHash, options)) ?? taken(head.run_id);
    await insertExamples(ctx, client, head.run_id, examples);
    await insertHead(client, head);
    await insertArtifacts(ctx, client, head.run_id, head.artifacts);
    await alongside?.(client);
    return { action: 'stored', runId: head.run_id, contentHash };
  });
}

/** Makes the run's row, or fills in the one that waits for it. False when there is another. */
async function claim(
  ctx: StoreRunContext,
  client: PoolClient,
  head: Omit<Scores, 'examples'>,
  contentHash: string,
  { source, createdBy }: StoreRunOptions,
): Promise<boolean> {
  const result = runResultRow(head, contentHash);
  if (source === 'server') {
    // Tags that somebody set while it ran stay.
    const values = RUN_RESULT.map(([name]) => (name === 'tags' ? 'row.tags || runs.tags' : `row.${name}`));
    const filled = await client.query(
      `UPDATE runs SET (${namesOf(RUN_RESULT)}) = ROW(${values.join(', ')}) ${fromRows(RUN_RESULT)}
       WHERE runs.id = $2 AND runs.source = 'server' AND runs.state IN ('queued', 'running')`,
      [`[${storableLine(result)}]`, head.run_id],
    );
    if (filled.rowCount) return true;
  }
  const created_at = new Date(ctx.clock.nowMs()).toISOString();
  const row = { id: head.run_id, created_at, created_by: createdBy, source, ...result };
  const writer = new RowWriter(client, 'runs', RUN, 'ON CONFLICT DO NOTHING');
  await writer.add(row);
  await writer.flush();
  return writer.stored === 1;
}

/** What can be said without storing: nothing (null) when there is no such run, or when it waits for these scores. */
async function settled(
  client: Pick<PoolClient, 'query'>,
  runId: string,
  contentHash: string,
  { source }: StoreRunOptions,
): Promise<StoreRunOutcome | null> {
  const { rows } = await client.query<{ state: string; source: string; content_hash: string | null }>(
    'SELECT state, source, content_hash FROM runs WHERE id = $1',
    [runId],
  );
  const [run] = rows;
  if (!run) return null;
  if (run.content_hash === contentHash) return { action: 'duplicate', runId, contentHash };
  const isUnderWay = run.state === 'queued' || run.state === 'running';
  if (run.source === 'server' && source === 'server' && isUnderWay) return null;
  return run.state === 'finished' || isUnderWay
    ? taken(runId)
    : { action: 'conflict', message: `run ${runId} is ${run.state} already` };
}

function taken(runId: string): StoreRunOutcome {
  return { action: 'conflict', message: `there is another run with the id ${runId}` };
}

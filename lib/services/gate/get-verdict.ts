import type { CiVerdict, RunVerdict, VerdictSummary } from '#lib/contracts/verdicts.ts';
import type { Context } from '../context.ts';
import { isRunId } from '../runs/get-run.ts';
import { VERDICT_COLUMNS, VERDICT_JOINS, verdictSummaryOf, type VerdictRow } from './verdict-summary.ts';

type VerdictContext = Pick<Context, 'pool' | 'gate'>;

/** A verdict but for its evidence and the address of its page. */
export interface StoredVerdict {
  summary: VerdictSummary;
  scorecard: string;
  document: Omit<RunVerdict['document'], 'evidence'>;
}

interface FullRow extends VerdictRow {
  scorecard: string;
  document: StoredVerdict['document'];
}

/** A run's latest verdict; null when it has none. */
export async function getRunVerdict(ctx: VerdictContext, runId: string): Promise<StoredVerdict | null> {
  if (!isRunId(runId)) return null;
  const { rows } = await ctx.pool.query<FullRow>(
    `SELECT ${VERDICT_COLUMNS}, verdicts.scorecard, verdicts.document FROM verdicts ${VERDICT_JOINS}
     WHERE verdicts.run_id = $1 ORDER BY verdicts.created_at DESC, verdicts.id DESC LIMIT 1`,
    [runId],
  );
  const [row] = rows;
  return row ? { summary: verdictSummaryOf(row), scorecard: row.scorecard, document: row.document } : null;
}

/** A verdict's evidence as JSON, piece by piece. */
export async function* verdictEvidence(ctx: VerdictContext, verdictId: string): AsyncGenerator<string> {
  const { rows } = await ctx.pool.query<{ evidence: Uint8Array }>(
    'SELECT evidence FROM verdicts WHERE id = $1',
    [verdictId],
  );
  const [row] = rows;
  if (!row) throw new Error(`verdict ${verdictId} is gone`);
  yield* ctx.gate.decompress(row.evidence);
}

/** A verdict as CI gets it, but for the address of its page. */
export async function getCiVerdict(
  ctx: Pick<Context, 'pool'>,
  verdictId: string,
): Promise<Omit<CiVerdict, 'url'>> {
  const { rows } = await ctx.pool.query<Omit<CiVerdict, 'url'>>(
    `SELECT run_id, id AS verdict_id, verdict, reasons, exit_code, rule, baseline_run_id,
       scorecard AS scorecard_markdown
     FROM verdicts WHERE id = $1`,
    [verdictId],
  );
  const [row] = rows;
  if (!row) throw new Error(`verdict ${verdictId} is gone`);
  return row;
}

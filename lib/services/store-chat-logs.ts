import type { PoolClient } from 'pg';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import type { Context } from './context.ts';
import { inTransaction } from './in-transaction.ts';

type StoreContext = Pick<Context, 'pool' | 'jobs' | 'config' | 'ledger'>;

/** A journaled line that the database refused for what it holds. */
export interface RejectedLine {
  line: string;
  reason: string;
}

const COLUMNS: readonly [keyof ChatLogRow, string][] = [
  ['id', 'uuid'],
  ['created_at', 'timestamptz'],
  ['surface', 'text'],
  ['user_id', 'text'],
  ['session_id', 'text'],
  ['use_case', 'text'],
  ['prompt', 'text'],
  ['prompt_hash', 'bigint'],
  ['request_parameters', 'jsonb'],
  ['response', 'text'],
  ['tool_calls', 'jsonb'],
  ['finish_reason', 'text'],
  ['model_version', 'text'],
  ['prompt_version', 'text'],
  ['variant', 'text'],
  ['upstream', 'text'],
  ['is_streamed', 'boolean'],
  ['attempts', 'integer'],
  ['latency_ms', 'double precision'],
  ['time_to_first_token_ms', 'double precision'],
  ['input_tokens', 'integer'],
  ['cached_input_tokens', 'integer'],
  ['output_tokens', 'integer'],
  ['cost_usd', 'double precision'],
  ['price_source', 'text'],
  ['status', 'text'],
  ['http_status', 'integer'],
  ['error', 'text'],
  ['shadow_bucket', 'integer'],
  ['is_sampled', 'boolean'],
  ['metadata', 'jsonb'],
  ['api_key_id', 'uuid'],
  ['privacy', 'text'],
  ['rollout_id', 'uuid'],
  ['canary_bucket', 'integer'],
  ['trace_id', 'text'],
  ['parent_span_id', 'text'],
];

const NAMES = COLUMNS.map(([name]) => name).join(', ');
const TYPES = COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ');

/** The journal's lines go into the statement as they are: no row is taken apart and put together again on the way. */
const INSERT = `
  INSERT INTO chat_logs (${NAMES})
  SELECT ${NAMES} FROM json_to_recordset($1::json) AS line(${TYPES})
  ON CONFLICT DO NOTHING`;

/** The minutes of what was stored are marked in the same statement, so that their rollups take it in. */
const INSERT_AND_MARK = `
  WITH stored AS (${INSERT} RETURNING id, is_sampled, rollout_id IS NOT NULL AS is_of_rollout,
                            status = 'ok' AND (response IS NOT NULL OR tool_calls IS NOT NULL) AS is_evaluable,
                            date_trunc('minute', created_at, 'UTC') AS minute),
       marked AS (INSERT INTO rollup_marks (source, from_ts, to_ts)
                  SELECT DISTINCT 'traffic', minute, minute + interval '1 minute' FROM stored)
  SELECT`;
const INSERT_COUNTED = `${INSERT_AND_MARK} count(*)::int AS n FROM stored`;
const INSERT_RETURNING = `${INSERT_AND_MARK} id, is_sampled, is_of_rollout, is_evaluable FROM stored`;

interface StoredRow {
  id: string;
  is_sampled: boolean;
  is_of_rollout: boolean;
  /** Failed exchanges, and those whose text isn't stored, have no answer to evaluate. */
  is_evaluable: boolean;
}

/**
 * Stores journaled exchanges and, in the same transaction, a shadow job for each sampled one. Lines that are stored
 * already change nothing. Returns the lines that the database refuses for what they hold; throws when it is away.
 */
export async function storeChatLogs(ctx: StoreContext, lines: readonly string[]): Promise<RejectedLine[]> {
  try {
    const stored = await storeBatch(ctx, lines);
    ctx.ledger.stored += stored;
    ctx.ledger.duplicates += lines.length - stored;
    return [];
  } catch (error) {
    if (!isAboutData(error)) throw error;
    const [only] = lines;
    if (lines.length === 1 && only !== undefined) {
      ctx.ledger.rejected += 1;
      return [{ line: only, reason: error.message }];
    }
    const middle = Math.ceil(lines.length / 2);
    const first = await storeChatLogs(ctx, lines.slice(0, middle));
    return [...first, ...(await storeChatLogs(ctx, lines.slice(middle)))];
  }
}

/** How a sampled exchange, and one of a rollout, look in their lines; inside of a string the quotes would have backslashes. */
const SAMPLED = '"is_sampled":true';
const OF_ROLLOUT = '"rollout_id":"';

async function storeBatch(ctx: StoreContext, lines: readonly string[]): Promise<number> {
  const batch = [`[${lines.join(',')}]`];
  const isEvaluating = isEvaluated(ctx, lines);
  // One statement is a transaction of its own, and a third of the way to the database and back.
  if (!isEvaluating && !lines.some((line) => line.includes(SAMPLED)))
    return (await ctx.pool.query<{ n: number }>(INSERT_COUNTED, batch)).rows[0]?.n ?? 0;
  return inTransaction(ctx.pool, async (client) => {
    const { rows } = await client.query<StoredRow>(INSERT_RETURNING, batch);
    await enqueueSampled(ctx, client, rows);
    if (isEvaluating) await offerForEvaluation(ctx, client, rows);
    return rows.length;
  });
}

/** Whether any of the lines may be chosen for evaluation. */
function isEvaluated({ config }: StoreContext, lines: readonly string[]): boolean {
  const { sample_percentage: sample, judge_percentage: judge } = config.evaluation;
  if (Math.max(sample, judge) > 0) return true;
  const ofRollouts = config.evaluation.rollout_quality_percentage;
  return ofRollouts > 0 && lines.some((line) => line.includes(OF_ROLLOUT));
}

async function enqueueSampled(ctx: StoreContext, client: PoolClient, rows: readonly StoredRow[]) {
  const candidate = ctx.config.shadow.candidate_model;
  if (candidate === null) return;
  const jobs = rows
    .filter((row) => row.is_sampled)
    .map(({ id }) => ({ chat_log_id: id, candidate_model: candidate }));
  if (jobs.length > 0) await ctx.jobs.enqueueShadow(client, jobs);
}

async function offerForEvaluation(ctx: StoreContext, client: PoolClient, rows: readonly StoredRow[]) {
  const exchanges = rows
    .filter((row) => row.is_evaluable)
    .map((row) => ({ id: row.id, isOfRollout: row.is_of_rollout }));
  if (exchanges.length > 0) await ctx.jobs.enqueueEvaluations(client, exchanges);
}

/** SQLSTATE classes 21 to 23 and 54 (a limit): the data is at fault, and trying the same again can't help. */
function isAboutData(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(2[1-3]|54)/.test(error.code)
  );
}

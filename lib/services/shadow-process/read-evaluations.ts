import type { Pool, PoolClient } from 'pg';
import type { ShadowEvaluation } from '#lib/domain/sequential/shadow-process.ts';
import type { ProcessQuestion } from './process-question.ts';

export type Queries = Pick<Pool | PoolClient, 'query'>;

/** A place in the order of the requests: everything before a time, and of that moment what isn't after an exchange. */
export interface Place {
  untilMs: number;
  lastChatLogId: string | null;
}

export const BEGINNING: Place = { untilMs: 0, lastChatLogId: null };

/** An evaluation counts when it came within this hour after its exchange: then the order goes on without it. */
export const SETTLED_AFTER_MS = 60 * 60_000;
const IN_TIME = `e.evaluated_at - e.ts <= INTERVAL '1 hour'`;
const OF_PROCESS = 'e.shadow_model = $1 AND e.judge_model = $2 AND e.rubric_version = $3';

/** The evaluations after a place, before a time, in the order of their requests, and the place behind the last of them. */
export async function readEvaluations(
  db: Queries,
  { candidate, judge, rubric }: ProcessQuestion,
  { untilMs, lastChatLogId }: Place,
  beforeMs: number,
  limit: number,
): Promise<{ evaluations: ShadowEvaluation[]; place: Place; isCut: boolean }> {
  const { rows } = await db.query<{
    ts: Date;
    chat_log_id: string;
    delta: number | null;
    similarity: number | null;
    prod_model: string;
    session_id: string | null;
    user_id: string | null;
    use_case: string | null;
  }>(
    `SELECT e.ts, e.chat_log_id, e.delta, e.similarity, e.prod_model, c.session_id, c.user_id, c.use_case
     FROM (SELECT ts, chat_log_id, delta, similarity, prod_model FROM shadow_evals e
           WHERE ${OF_PROCESS} AND ${IN_TIME} AND e.ts >= $4 AND e.ts < $5
             AND ($6::uuid IS NULL OR e.ts > $4 OR e.chat_log_id > $6::uuid)
           ORDER BY e.ts, e.chat_log_id LIMIT $7) e
          LEFT JOIN chat_logs c ON c.created_at = e.ts AND c.id = e.chat_log_id
     ORDER BY e.ts, e.chat_log_id`,
    [candidate, judge, rubric, new Date(untilMs), new Date(beforeMs), lastChatLogId, limit],
  );
  const last = rows.at(-1);
  const isCut = last !== undefined && rows.length === limit;
  return {
    evaluations: rows.map((row) => ({
      atMs: row.ts.getTime(),
      delta: row.delta,
      cluster: clusterOf(row.session_id, row.user_id),
      stratum: row.use_case,
      similarity: row.similarity,
      productionModel: row.prod_model,
    })),
    place: isCut
      ? { untilMs: last.ts.getTime(), lastChatLogId: last.chat_log_id }
      : // Clocks may differ: what was taken in stays so.
        beforeMs > untilMs
        ? { untilMs: beforeMs, lastChatLogId: null }
        : { untilMs, lastChatLogId },
    isCut,
  };
}

function clusterOf(session: string | null, user: string | null): string | null {
  if (session !== null) return `session ${session}`;
  return user === null ? null : `user ${user}`;
}

/** How many evaluations of a process there are before a time. */
export async function countEvaluations(
  db: Queries,
  { candidate, judge, rubric }: ProcessQuestion,
  before: Date,
): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM shadow_evals e WHERE ${OF_PROCESS} AND e.ts < $4`,
    [candidate, judge, rubric, before],
  );
  return rows[0]?.n ?? 0;
}

/** How many evaluations came too late to count. */
export async function countLate(db: Queries, { candidate, judge, rubric }: ProcessQuestion): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM shadow_evals e WHERE ${OF_PROCESS} AND NOT (${IN_TIME})`,
    [candidate, judge, rubric],
  );
  return rows[0]?.n ?? 0;
}

/**
 * Sampled exchanges of the last hour that have no evaluation yet, and the time before which there is none of them. One whose
 * job is dead is settled.
 */
export async function readPending(
  db: Queries,
  nowMs: number,
): Promise<{ pending: number; settledUntilMs: number }> {
  const { rows } = await db.query<{ pending: number; first: Date | null }>(
    `SELECT count(*)::int AS pending, min(c.created_at) AS first FROM chat_logs c
     WHERE c.is_sampled AND c.created_at > $1 AND c.created_at <= $2
       AND NOT EXISTS (SELECT 1 FROM shadow_evals e WHERE e.ts = c.created_at AND e.chat_log_id = c.id)
       AND NOT EXISTS (SELECT 1 FROM dead_letters d WHERE d.data->>'chat_log_id' = c.id::text)`,
    [new Date(nowMs - SETTLED_AFTER_MS), new Date(nowMs)],
  );
  const [row] = rows;
  return { pending: row?.pending ?? 0, settledUntilMs: row?.first?.getTime() ?? nowMs };
}

import type { PoolClient } from 'pg';
import { NEW_PROCESS, type ShadowProcess } from '#lib/domain/sequential/shadow-process.ts';
import { processKey, type ProcessQuestion } from './process-question.ts';
import { BEGINNING, type Place, type Queries } from './read-evaluations.ts';

/** A process as it is stored. */
export interface ProcessRecord {
  place: Place;
  state: ShadowProcess;
  /** Taken in so far, and how many there were when the process began. */
  evaluations: number;
  backlog: number;
}

const KEY = 'shadow_model = $1 AND judge_model = $2 AND rubric_version = $3 AND settings = $4';
const COLUMNS = 'until_ts, last_chat_log_id, evaluations, backlog, state';

interface ProcessRow {
  until_ts: Date;
  last_chat_log_id: string | null;
  evaluations: string;
  backlog: string;
  state: ShadowProcess;
}

/** What is stored of a process; one that nobody has advanced yet is at its beginning. */
export async function readProcess(db: Queries, question: ProcessQuestion): Promise<ProcessRecord> {
  const { rows } = await db.query<ProcessRow>(
    `SELECT ${COLUMNS} FROM shadow_processes WHERE ${KEY}`,
    processKey(question),
  );
  return rows[0] ? recordOf(rows[0]) : { place: BEGINNING, state: NEW_PROCESS, evaluations: 0, backlog: 0 };
}

/** A process that nobody else can advance until the end of the transaction; null when somebody else is at it. */
export async function lockProcess(
  client: PoolClient,
  question: ProcessQuestion,
): Promise<ProcessRecord | null> {
  const { rows } = await client.query<ProcessRow>(
    `SELECT ${COLUMNS} FROM shadow_processes WHERE ${KEY} FOR UPDATE SKIP LOCKED`,
    processKey(question),
  );
  return rows[0] ? recordOf(rows[0]) : null;
}

/** Whether a process was begun. */
export async function hasProcess(client: PoolClient, question: ProcessQuestion): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM shadow_processes WHERE ${KEY}`,
    processKey(question),
  );
  return (rowCount ?? 0) > 0;
}

/** Stores a process at its beginning, unless somebody else just did. */
export async function storeNewProcess(
  client: PoolClient,
  question: ProcessQuestion,
  { backlog, nowMs }: { backlog: number; nowMs: number },
): Promise<void> {
  await client.query(
    `INSERT INTO shadow_processes (shadow_model, judge_model, rubric_version, settings, created_at, updated_at, until_ts,
       evaluations, backlog, state)
     VALUES ($1, $2, $3, $4, $5, $5, $6, 0, $7, $8) ON CONFLICT DO NOTHING`,
    [
      ...processKey(question),
      ...[new Date(nowMs), new Date(BEGINNING.untilMs), backlog, JSON.stringify(NEW_PROCESS)],
    ],
  );
}

/** Stores how far a process is; without a state the one that is stored stays. */
export async function storeProcess(
  client: PoolClient,
  question: ProcessQuestion,
  next: { place: Place; state: ShadowProcess | null; evaluations: number; nowMs: number },
): Promise<void> {
  const { place, state, evaluations, nowMs } = next;
  await client.query(
    `UPDATE shadow_processes SET until_ts = $5, last_chat_log_id = $6, evaluations = $7, updated_at = $8,
       state = coalesce($9::jsonb, state)
     WHERE ${KEY}`,
    [
      ...processKey(question),
      ...[new Date(place.untilMs), place.lastChatLogId, evaluations, new Date(nowMs)],
      state && JSON.stringify(state),
    ],
  );
}

function recordOf(row: ProcessRow): ProcessRecord {
  return {
    place: { untilMs: row.until_ts.getTime(), lastChatLogId: row.last_chat_log_id },
    state: row.state,
    evaluations: Number(row.evaluations),
    backlog: Number(row.backlog),
  };
}

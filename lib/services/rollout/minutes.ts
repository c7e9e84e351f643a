import type { PoolClient } from 'pg';
import type { ArmMinute } from '#lib/domain/rollout/health-report.ts';
import { TRAFFIC } from '../rollups/rollup-source.ts';
import { readFloors } from '../rollups/rollup-state.ts';
import { COUNT_UNITS, FIGURE_COLUMNS, MINUTE_COLUMNS, RAW_MINUTES, SUM_UP } from './minutes-sql.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Gateways learn of a new step within a second; what they decided in between belongs to neither. */
const SETTLING_MS = 1_000;

/** Both sides, ascending. */
export interface Arms {
  canary: readonly ArmMinute[];
  control: readonly ArmMinute[];
}

/**
 * Computes a rollout's minutes, and their sums, anew from the raw rows, from the minute of `fromMs` on. May be repeated at any time.
 *
 * @param slowMs latency above which a request is slow; null where none is
 */
export async function refreshMinutes(
  client: PoolClient,
  rolloutId: string,
  fromMs: number,
  slowMs: number | null,
): Promise<void> {
  // Minutes whose raw rows are gone, by retention, stay as they were.
  const { rawMs } = await readFloors(client, TRAFFIC);
  const from = new Date(Math.max(Math.floor(fromMs / MINUTE_MS) * MINUTE_MS, rawMs));
  await client.query('DELETE FROM rollout_minutes WHERE rollout_id = $1 AND minute >= $2', [rolloutId, from]);
  await client.query(
    `INSERT INTO rollout_minutes (rollout_id, ${MINUTE_COLUMNS})
     SELECT $1::uuid, ${MINUTE_COLUMNS} FROM (${RAW_MINUTES}) fresh`,
    [rolloutId, from, slowMs],
  );
  for (const statement of SUM_UP) await client.query(statement, [rolloutId, from]);
}

interface MinuteRow {
  arm: 'canary' | 'control';
  minute: Date;
  requests: string;
  errors: string;
  latency_bins: number[] | null;
  latency_counts: string[] | null;
  score_count: string;
  score_sum: number;
  score_squares: number;
  feedback_count: string;
  feedback_negative: string;
  first_error_at: Date | null;
  first_slow_at: Date | null;
}

/** What is stored of a rollout's minutes from a time on, and the first minute in which its candidate served. */
export async function readMinutes(
  database: Pick<PoolClient, 'query'>,
  rolloutId: string,
  sinceMs = 0,
): Promise<Arms> {
  const { rows } = await database.query<MinuteRow>(
    `SELECT ${MINUTE_COLUMNS} FROM rollout_minutes WHERE rollout_id = $1 AND (minute >= $2 OR arm = 'canary'
       AND minute = (SELECT min(minute) FROM rollout_minutes WHERE rollout_id = $1 AND arm = 'canary'))
     ORDER BY minute`,
    [rolloutId, new Date(sinceMs)],
  );
  return armsOf(rows);
}

/** As coarse as the figures of a rollout have to be so that they stay few, whatever it lasted: the longest that each goes for. */
const SHOWN = [
  { lengthMs: MINUTE_MS, table: 'rollout_minutes', time: 'minute', where: 'true', mostMs: 24 * HOUR_MS },
  ...[
    { lengthMs: 10 * MINUTE_MS, resolution: 'ten_minutes', mostMs: 10 * 24 * HOUR_MS },
    { lengthMs: HOUR_MS, resolution: 'hour', mostMs: 60 * 24 * HOUR_MS },
    { lengthMs: 24 * HOUR_MS, resolution: 'day', mostMs: Infinity },
  ].map(({ resolution, ...each }) => ({
    ...each,
    ...{ table: 'rollout_spans', time: 'start', where: `resolution = '${resolution}'` },
  })),
];

/** What a rollout did from its beginning on, by the minute, or in longer spans the longer it lasted. */
export async function readSpans(
  database: Pick<PoolClient, 'query'>,
  rolloutId: string,
): Promise<Arms & { spanMs: number }> {
  const known = await database.query<{ first: Date | null; last: Date | null }>(
    `SELECT min(first) AS first, max(last) AS last
     FROM (VALUES ('canary'), ('control')) a (arm),
          LATERAL (SELECT min(minute) AS first, max(minute) AS last FROM rollout_minutes m
                   WHERE m.rollout_id = $1 AND m.arm = a.arm) ends`,
    [rolloutId],
  );
  const { first, last } = known.rows[0] ?? { first: null, last: null };
  const lengthMs = first && last ? last.getTime() - first.getTime() : 0;
  const shown = SHOWN.find(({ mostMs }) => lengthMs < mostMs) ?? SHOWN[0];
  if (!shown) throw new Error('there is no resolution');
  const { rows } = await database.query<MinuteRow>(
    `SELECT ${shown.time} AS minute, ${FIGURE_COLUMNS} FROM ${shown.table}
     WHERE rollout_id = $1 AND ${shown.where} ORDER BY ${shown.time}`,
    [rolloutId],
  );
  return { ...armsOf(rows), spanMs: shown.lengthMs };
}

function armsOf(rows: readonly MinuteRow[]): Arms {
  const of = (arm: MinuteRow['arm']) => rows.filter((row) => row.arm === arm).map(minuteOfRow);
  return { canary: of('canary'), control: of('control') };
}

function minuteOfRow(row: MinuteRow): ArmMinute {
  return {
    minuteMs: row.minute.getTime(),
    requests: Number(row.requests),
    errors: Number(row.errors),
    latency: { bins: row.latency_bins ?? [], counts: (row.latency_counts ?? []).map(Number) },
    scores: { n: Number(row.score_count), sum: row.score_sum, squares: row.score_squares },
    feedback: { n: Number(row.feedback_count), negative: Number(row.feedback_negative) },
    firstErrorMs: row.first_error_at?.getTime() ?? null,
    firstSlowMs: row.first_slow_at?.getTime() ?? null,
  };
}

/** How many users (sessions, requests without either) each side had since a step began. */
export async function countUnits(
  client: PoolClient,
  rolloutId: string,
  stepStartedMs: number,
): Promise<{ canary: number; control: number }> {
  const { rows } = await client.query<{ canary: number; control: number }>(COUNT_UNITS, [
    rolloutId,
    new Date(stepStartedMs + SETTLING_MS),
  ]);
  return rows[0] ?? { canary: 0, control: 0 };
}

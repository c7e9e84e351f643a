import type { TraceItem, TracePage, TracesQuery } from '#lib/contracts/traces.ts';
import type { Context } from '../context.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { likeText } from '../like-text.ts';
import { timeRangeOf } from '../time-range.ts';
import { microsecondsOf, timeOf } from './microsecond-sql.ts';

interface Row extends Omit<TraceItem, 'started_at'> {
  started_us: string;
}

/** Traces with stored spans, newest first. Null when the cursor isn't one of this list. */
export async function listTraces(
  ctx: Pick<Context, 'pool' | 'clock'>,
  query: TracesQuery,
): Promise<TracePage | null> {
  const parameters = new SqlParameters();
  const conditions = conditionsOf(query, parameters, ctx.clock.nowMs());
  if (query.cursor !== undefined) {
    const [, microseconds, traceId] = /^(\d{1,16})-([0-9a-f]{32})$/.exec(query.cursor) ?? [];
    if (microseconds === undefined) return null;
    const us = parameters.add(Number(microseconds), 'double precision');
    conditions.push(`(started_at, trace_id) < (${timeOf(us)}, ${parameters.add(traceId, 'text')})`);
  }
  const { rows } = await ctx.pool.query<Row>(
    `SELECT trace_id, name, service, ${microsecondsOf('started_at')} AS started_us, spans, errors, chat_id,
       (extract(epoch FROM ended_at - started_at) * 1000)::double precision AS duration_ms
     FROM traces WHERE ${conditions.join(' AND ')}
     ORDER BY started_at DESC, trace_id DESC LIMIT ${query.limit + 1}`,
    parameters.values,
  );
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  const called = await exchangesIn(ctx, shown);
  return {
    items: shown.map(({ started_us: microseconds, ...row }) => {
      const exchanges = called.get(row.trace_id);
      const began = row.chat_id === null ? 0 : 1;
      return {
        ...row,
        started_at: new Date(Number(microseconds) / 1_000).toISOString(),
        spans: row.spans + began + (exchanges?.count ?? 0),
        errors: row.errors + (exchanges?.failed ?? 0),
        chat_id: row.chat_id ?? exchanges?.first ?? null,
      };
    }),
    next_cursor: last ? `${last.started_us}-${last.trace_id}` : null,
  };
}

interface Exchanges {
  trace_id: string;
  count: number;
  failed: number;
  first: string;
}

/** Exchanges whose callers said that they belong to these traces. */
async function exchangesIn(
  { pool }: Pick<Context, 'pool'>,
  traces: readonly Row[],
): Promise<ReadonlyMap<string, Exchanges>> {
  const { rows } = await pool.query<Exchanges>(
    `SELECT trace_id, count(*)::int AS count, count(*) FILTER (WHERE status <> 'ok')::int AS failed,
            (array_agg(id ORDER BY created_at, id))[1] AS first
     FROM chat_logs WHERE trace_id = ANY ($1::text[]) GROUP BY trace_id`,
    [traces.map(({ trace_id: id }) => id)],
  );
  return new Map(rows.map((row) => [row.trace_id, row]));
}

function conditionsOf(query: TracesQuery, parameters: SqlParameters, nowMs: number): string[] {
  const { from, to } = timeRangeOf(query, nowMs);
  const { service, name, failed, min_duration_ms: minDurationMs } = query;
  const duration = (ms: number) => `${parameters.add(ms, 'double precision')} * interval '1 millisecond'`;
  return [
    `started_at >= ${parameters.add(from, 'timestamptz')} AND started_at < ${parameters.add(to, 'timestamptz')}`,
    ...(service === undefined ? [] : [`service = ${parameters.add(service, 'text')}`]),
    ...(name === undefined ? [] : [`name ILIKE ${parameters.add(`%${likeText(name)}%`, 'text')}`]),
    ...(failed === undefined ? [] : [`errors ${failed === 'true' ? '>' : '='} 0`]),
    ...(minDurationMs === undefined ? [] : [`ended_at - started_at >= ${duration(minDurationMs)}`]),
  ];
}

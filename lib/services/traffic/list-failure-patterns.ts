import type { TrafficFilter } from '#lib/contracts/traffic-filter.ts';
import type { FailurePatterns } from '#lib/contracts/traffic.ts';
import type { Context } from '../context.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { timeRangeOf } from '../time-range.ts';
import { trafficConditions } from './filter-sql.ts';

const MOST_PATTERNS = 50;

type Pattern = FailurePatterns['items'][number];
type PatternRecord = Omit<Pattern, 'first_at' | 'last_at'> & { first_at: Date; last_at: Date; total: number };

/** What failed exchanges have in common, most frequent first: status, HTTP status, and the error without its details. */
export async function listFailurePatterns(
  ctx: Pick<Context, 'pool' | 'clock'>,
  filter: TrafficFilter,
): Promise<FailurePatterns> {
  const range = timeRangeOf(filter, ctx.clock.nowMs());
  const parameters = new SqlParameters();
  const { rows } = await ctx.pool.query<PatternRecord>(
    `SELECT c.status, c.http_status, c.error_pattern AS pattern, count(*)::int AS count,
            min(c.created_at) AS first_at, max(c.created_at) AS last_at,
            (array_agg(c.id ORDER BY c.created_at DESC, c.id DESC))[1] AS last_id,
            (sum(count(*)) OVER ())::int AS total
     FROM chat_logs c WHERE c.status <> 'ok' AND ${trafficConditions(filter, range, parameters)}
     GROUP BY 1, 2, 3 ORDER BY count DESC, last_at DESC, pattern LIMIT ${MOST_PATTERNS}`,
    parameters.values,
  );
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    total: rows[0]?.total ?? 0,
    items: rows.map(({ total: _, first_at: first, last_at: last, ...item }) => ({
      ...item,
      first_at: first.toISOString(),
      last_at: last.toISOString(),
    })),
  };
}

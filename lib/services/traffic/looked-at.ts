import type { TrafficFilter } from '#lib/contracts/traffic-filter.ts';
import type { Context } from '../context.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import type { TimeRange } from '../time-range.ts';
import { indexedConditions, otherConditions } from './filter-sql.ts';

/** So many exchanges one request looks through, one by one, at most; texts take longer. */
const MOST_LOOKED_AT = 20_000;
const MOST_SEARCHED = 10_000;

/** Whether a filter asks for what no index knows, so that exchanges have to be looked at one by one. */
const looksThrough = (filter: TrafficFilter, range: TimeRange): boolean =>
  otherConditions(filter, range, new SqlParameters()).length > 0;

/** How many exchanges a question with this filter looks through at most. */
export const mostLookedAt = ({ search }: TrafficFilter): number =>
  search === undefined ? MOST_LOOKED_AT : MOST_SEARCHED;

/**
 * The latest part of a stretch of time that one request can look through: where a filter asks for what no index knows,
 * the newest exchanges alone count. The stretch itself where it has few enough, or where indexes answer.
 */
export async function lookedAtRange(
  { pool }: Pick<Context, 'pool'>,
  filter: TrafficFilter,
  range: TimeRange,
): Promise<TimeRange> {
  if (!looksThrough(filter, range)) return range;
  const parameters = new SqlParameters();
  const { rows } = await pool.query<{ ts: Date }>(
    `SELECT c.created_at AS ts FROM chat_logs c WHERE ${indexedConditions(filter, range, parameters).join(' AND ')}
     ORDER BY c.created_at DESC, c.id DESC OFFSET ${mostLookedAt(filter)} LIMIT 1`,
    parameters.values,
  );
  return rows[0] ? { from: rows[0].ts, to: range.to } : range;
}

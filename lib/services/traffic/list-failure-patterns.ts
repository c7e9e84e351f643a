import type { TrafficFilter } from '#lib/contracts/traffic-filter.ts';
import type { FailurePatterns } from '#lib/contracts/traffic.ts';
import { FAILURE, OTHER } from '../rollups/rollup-source.ts';
import { LONGEST_NAME } from '../rollups/rollup-sql.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { timeRangeOf, type TimeRange } from '../time-range.ts';
import type { FiguresContext } from './figures.ts';
import { trafficConditions } from './filter-sql.ts';
import { isInRollups, readDimensions } from './rollup-figures.ts';

const MOST_PATTERNS = 50;

type Pattern = FailurePatterns['items'][number];
type Found = Pick<FailurePatterns, 'total' | 'items'>;

/** What failed exchanges have in common, most frequent first: status, HTTP status, and the error without its details. */
export async function listFailurePatterns(
  ctx: FiguresContext,
  filter: TrafficFilter,
): Promise<FailurePatterns> {
  const range = timeRangeOf(filter, ctx.clock.nowMs());
  const rolled = isInRollups(filter, range) ? await rolledPatterns(ctx, filter, range) : null;
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    ...(rolled ?? (await rawPatterns(ctx, filter, range))),
  };
}

type PatternRecord = Omit<Pattern, 'first_at' | 'last_at'> & { first_at: Date; last_at: Date; total: number };

async function rawPatterns(
  { pool }: Pick<FiguresContext, 'pool'>,
  filter: TrafficFilter,
  range: TimeRange,
): Promise<Found> {
  const parameters = new SqlParameters();
  const { rows } = await pool.query<PatternRecord>(
    `SELECT c.status, c.http_status, c.error_pattern AS pattern, count(*)::int AS count,
            min(c.created_at) AS first_at, max(c.created_at) AS last_at,
            (array_agg(c.id ORDER BY c.created_at DESC, c.id DESC))[1] AS last_id,
            (sum(count(*)) OVER ())::int AS total
     FROM chat_logs c WHERE c.status <> 'ok' AND ${trafficConditions(filter, range, parameters)}
     GROUP BY 1, 2, 3 ORDER BY count DESC, last_at DESC, pattern LIMIT ${MOST_PATTERNS}`,
    parameters.values,
  );
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map(({ total: _, first_at: first, last_at: last, ...item }) => ({
      ...item,
      first_at: first.toISOString(),
      last_at: last.toISOString(),
    })),
  };
}

/** The same from rollups; null where they don't know every pattern apart, or not to its end. */
async function rolledPatterns(
  ctx: FiguresContext,
  filter: TrafficFilter,
  range: TimeRange,
): Promise<Found | null> {
  const question = { filter, range, bucketSeconds: null };
  const rows = await readDimensions(ctx, FAILURE, question, ['http_status', 'pattern']);
  const isCut = ({ pattern = '' }: Record<string, string>) =>
    pattern === OTHER || Array.from(pattern).length >= LONGEST_NAME;
  if (rows.some(({ groups }) => isCut(groups))) return null;
  const items = rows
    .map(({ groups, sums }): Omit<Pattern, 'last_id'> => ({
      status: groups.status as Pattern['status'],
      http_status: groups.http_status ? Number(groups.http_status) : null,
      pattern: groups.pattern ?? '',
      count: sums.failures ?? 0,
      first_at: new Date(sums.first_ms ?? 0).toISOString(),
      last_at: new Date(sums.last_ms ?? 0).toISOString(),
    }))
    .sort((a, b) => b.count - a.count || compare(b.last_at, a.last_at) || compare(a.pattern, b.pattern))
    .slice(0, MOST_PATTERNS);
  const ids = await lastIds(ctx, filter, range, items);
  return {
    total: rows.reduce((total, { sums }) => total + (sums.failures ?? 0), 0),
    items: items.map((item, index) => ({ ...item, last_id: ids[index] ?? null })),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The last exchange of each pattern, looked up by its time; null where it was deleted since. */
async function lastIds(
  { pool }: FiguresContext,
  filter: TrafficFilter,
  range: TimeRange,
  items: readonly Omit<Pattern, 'last_id'>[],
): Promise<(string | null)[]> {
  const parameters = new SqlParameters();
  const conditions = trafficConditions(filter, range, parameters);
  const columns = [
    parameters.add(
      items.map((item) => item.last_at),
      'timestamptz[]',
    ),
    parameters.add(
      items.map((item) => item.status),
      'text[]',
    ),
    parameters.add(
      items.map((item) => item.http_status),
      'integer[]',
    ),
    parameters.add(
      items.map((item) => item.pattern),
      'text[]',
    ),
  ];
  const { rows } = await pool.query<{ id: string | null }>(
    `SELECT (SELECT c.id FROM chat_logs c
             WHERE c.created_at = item.at AND c.status <> 'ok' AND c.status = item.status
               AND c.http_status IS NOT DISTINCT FROM item.http_status AND c.error_pattern = item.pattern
               AND ${conditions} ORDER BY c.id DESC LIMIT 1) AS id
     FROM unnest(${columns.join(', ')}) WITH ORDINALITY AS item(at, status, http_status, pattern, place)
     ORDER BY item.place`,
    parameters.values,
  );
  return rows.map(({ id }) => id);
}

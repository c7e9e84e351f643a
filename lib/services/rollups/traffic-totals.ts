import type { PoolClient } from 'pg';
import { ceilTo, floorTo, RESOLUTION_MS, type Segment } from '#lib/domain/telemetry/segments.ts';
import { TOTALS, TRAFFIC, type TotalsDimension } from './rollup-source.ts';

/*
 * Rollups of traffic have a row for each combination of model, prompt version, use case, variant and status: charts that
 * ask for one of them would put thousands of sketches together. Totals have few rows, however many combinations there are.
 */
const SUMS = TRAFFIC.sums.map(({ column }) => column);
const SUM_LIST = TRAFFIC.sums.map(({ column, type }) => `sum(${column})::${type} AS ${column}`).join(', ');
const COLUMNS = ['value', 'status', ...SUMS, 'latency_bins', 'latency_counts'].join(', ');

const QUARTER_MS = 6 * RESOLUTION_MS.hour;
const LENGTHS = { hour: '1 hour', quarter: '6 hours', day: '1 day' } as const;
type TotalsResolution = keyof typeof LENGTHS;

/** Stores the totals of some hours of one day, of the six hours that they belong to and, once it is done, of the day. */
export async function storeTotals(
  client: PoolClient,
  [fromMs, toMs]: readonly [number, number],
  isDayDone: boolean,
): Promise<void> {
  await replaceTotals(client, 'hour', fromMs, toMs, rollupsOf('hour'));
  const hours = `SELECT * FROM traffic_totals WHERE dimension IN (${NAMES}) AND resolution = 'hour'
    AND bucket >= $1 AND bucket < $2`;
  await replaceTotals(client, 'quarter', floorTo(fromMs, QUARTER_MS), ceilTo(toMs, QUARTER_MS), hours);
  const dayMs = floorTo(fromMs, RESOLUTION_MS.day);
  if (isDayDone) await replaceTotals(client, 'day', dayMs, dayMs + RESOLUTION_MS.day, rollupsOf('day'));
}

const NAMES = TOTALS.map((dimension) => `'${dimension}'`).join(', ');

/** Rollups from `$1` to `$2`, once for each dimension. */
function rollupsOf(resolution: 'hour' | 'day'): string {
  return TOTALS.map(
    (dimension) =>
      `SELECT '${dimension}'::text AS dimension, bucket, ${valueOf(dimension)} AS value, status, ${SUMS.join(', ')},
              latency_bins, latency_counts
       FROM traffic_rollups WHERE resolution = '${resolution}' AND bucket >= $1 AND bucket < $2`,
  ).join(' UNION ALL ');
}

/** @param parts a SELECT of what totals from `$1` to `$2` are the sums of */
async function replaceTotals(
  client: PoolClient,
  resolution: TotalsResolution,
  fromMs: number,
  toMs: number,
  parts: string,
): Promise<void> {
  const range = [new Date(fromMs), new Date(toMs)];
  await client.query(
    `DELETE FROM traffic_totals
     WHERE dimension IN (${NAMES}) AND resolution = '${resolution}' AND bucket >= $1 AND bucket < $2`,
    range,
  );
  const at = `date_bin('${LENGTHS[resolution]}', bucket, 'epoch'::timestamptz) AS at`;
  const keys = 'dimension, at, value, status';
  await client.query(
    `INSERT INTO traffic_totals (dimension, resolution, bucket, ${COLUMNS})
     WITH part AS (SELECT ${at}, * FROM (${parts}) parts)
     SELECT dimension, '${resolution}', at, ${COLUMNS}
     FROM (SELECT ${keys}, ${SUM_LIST} FROM part GROUP BY ${keys}) totals
     JOIN (SELECT ${keys}, array_agg(bin ORDER BY bin) AS latency_bins, array_agg(n ORDER BY bin) AS latency_counts
           FROM (SELECT ${keys}, bin, sum(k)::bigint AS n
                 FROM part, unnest(latency_bins, latency_counts) AS sketch(bin, k) GROUP BY ${keys}, bin) merged
           GROUP BY ${keys}) sketches USING (${keys})`,
    range,
  );
}

function valueOf(dimension: TotalsDimension): string {
  return dimension === 'none' ? "''::text" : dimension;
}

/** The one dimension that totals must have to answer a question about these columns; null when there are several. */
export function totalsFor(columns: readonly string[]): TotalsDimension | null {
  const asked = [...new Set(columns)].filter((column) => column !== 'status');
  if (asked.length === 0) return 'none';
  const only = TOTALS.find((dimension) => dimension === asked[0]);
  return asked.length === 1 && only !== undefined ? only : null;
}

/** Totals of a stretch of whole hours or days in the shape of rollups; the other dimensions are empty. */
export function totalsSelect(
  dimension: TotalsDimension,
  { resolution, fromMs, toMs }: Segment,
  stepMs: number | undefined,
  place: (value: unknown) => string,
): string {
  const names = TRAFFIC.dimensions.map(({ column }) => {
    if (column === 'status') return column;
    return column === dimension ? `value AS ${column}` : `''::text AS ${column}`;
  });
  const select = (of: TotalsResolution, from: number, to: number) =>
    `SELECT bucket, ${[...names, ...SUMS].join(', ')}, latency_bins, latency_counts FROM traffic_totals
     WHERE dimension = '${dimension}' AND resolution = '${of}'
       AND bucket >= ${place(new Date(from))} AND bucket < ${place(new Date(to))}`;
  if (resolution === 'day') return select('day', fromMs, toMs);
  const [inner, end] = [ceilTo(fromMs, QUARTER_MS), floorTo(toMs, QUARTER_MS)];
  if (end <= inner || (stepMs ?? QUARTER_MS) % QUARTER_MS !== 0) return select('hour', fromMs, toMs);
  return [
    ...(inner > fromMs ? [select('hour', fromMs, inner)] : []),
    select('quarter', inner, end),
    ...(toMs > end ? [select('hour', end, toMs)] : []),
  ].join(' UNION ALL ');
}

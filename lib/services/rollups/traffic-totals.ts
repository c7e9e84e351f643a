import type { PoolClient } from 'pg';
import type { Resolution, Segment } from '#lib/domain/telemetry/segments.ts';
import { sumOf } from './rollup-sql.ts';
import { TOTALS, TRAFFIC, type TotalsDimension } from './rollup-source.ts';

/*
 * Rollups of traffic have a row for each combination of model, prompt version, use case, variant and status: charts that
 * ask for one of them would put thousands of sketches together. Totals have few rows, however many combinations there are.
 * There are none by the minute.
 */
const SUMS = TRAFFIC.sums.map(({ column }) => column);
const KEYS = ['bucket', 'value', 'status'];
const COLUMNS = [...KEYS, ...SUMS, 'latency_sketch'].join(', ');
const NAMES = TOTALS.map((dimension) => `'${dimension}'`).join(', ');

/** Stores the totals of the buckets from the first time to the second, whose rollups are stored. */
export async function storeTotals(
  client: PoolClient,
  resolution: Resolution,
  range: readonly Date[],
): Promise<void> {
  const within = `resolution = '${resolution}' AND bucket >= $1 AND bucket < $2`;
  await client.query(`DELETE FROM traffic_totals WHERE dimension IN (${NAMES}) AND ${within}`, [...range]);
  for (const dimension of TOTALS) {
    const part = `SELECT bucket, ${valueOf(dimension)} AS value, status, ${SUMS.join(', ')}, latency_sketch
      FROM traffic_rollups WHERE ${within}`;
    await client.query(
      `INSERT INTO traffic_totals (dimension, resolution, ${COLUMNS})
       SELECT '${dimension}', '${resolution}', ${COLUMNS} FROM (${sumOf(TRAFFIC, part, KEYS)}) summed`,
      [...range],
    );
  }
}

/** Deletes totals before a time that are shorter than an hour, as their rollups are. */
export async function deleteShortTotals(client: PoolClient, before: Date): Promise<void> {
  await client.query(
    `DELETE FROM traffic_totals WHERE dimension IN (${NAMES}) AND resolution = 'ten' AND bucket < $1`,
    [before],
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

/** Totals of a stretch of time in the shape of rollups; the other dimensions are empty. */
export function totalsSelect(
  dimension: TotalsDimension,
  { resolution, fromMs, toMs }: Segment,
  place: (value: unknown) => string,
): string {
  const names = TRAFFIC.dimensions.map(({ column }) => {
    if (column === 'status') return column;
    return column === dimension ? `value AS ${column}` : `''::text AS ${column}`;
  });
  return `SELECT bucket, ${[...names, ...SUMS, 'latency_sketch'].join(', ')} FROM traffic_totals
    WHERE dimension = '${dimension}' AND resolution = '${resolution}'
      AND bucket >= ${place(new Date(fromMs))} AND bucket < ${place(new Date(toMs))}`;
}

import type { Resolution } from '#lib/domain/telemetry/segments.ts';
import { BIN_SQL, columnsOf, mergeOf, OTHER, type RollupSource } from './rollup-source.ts';

/** Longer names are cut, so that they fit an index. */
export const LONGEST_NAME = 120;
const nameOf = (raw: string): string => `left(coalesce(${raw}, ''), ${LONGEST_NAME})`;

/**
 * A sketch of bins `bin` that count `n`, as decodeSketches of lib/domain/telemetry/latency-sketch.ts reads it. Two thousand
 * million exchanges fit a bin.
 */
const ENCODED = `string_agg(int2send(bin::int2) || int4send(n::int4), ''::bytea ORDER BY bin)`;

/** The bins of a row's sketch, one a row, for a FROM clause behind the rows. */
const DECODED = `generate_series(0, octet_length(latency_sketch) - 1, 6) AS place,
  LATERAL (SELECT (((get_byte(latency_sketch, place) << 8) + get_byte(latency_sketch, place + 1)) # 32768) - 32768 AS bin,
    (get_byte(latency_sketch, place + 2)::bigint << 24) + (get_byte(latency_sketch, place + 3) << 16)
    + (get_byte(latency_sketch, place + 4) << 8) + get_byte(latency_sketch, place + 5) AS n) AS entry`;

/** Placeholders of a statement's parameters: a stretch of time, and the similarity below which answers diverge. */
export interface RawParameters {
  from: string;
  to: string;
  similarity: string;
  /** So many values a dimension may have: one that isn't admitted yet, and will be, has its own name. */
  mostValues: string;
}

const FIRST: RawParameters = { from: '$1', to: '$2', similarity: '$3', mostValues: '0' };

/** A SELECT of raw rows, from (including) to (excluding), in the shape of minute rollups: bucket and columnsOf(source). */
export function rawSelect(source: RollupSource, parameters = FIRST): string {
  const { dimensions, sums, latency, condition } = source;
  const keys = ['bucket', ...dimensions.map(({ column }) => column)].join(', ');
  const known = (column: string, raw: string) =>
    `CASE WHEN ${nameOf(raw)} = '' OR EXISTS (SELECT 1 FROM rollup_values v
       WHERE v.dimension = '${column}' AND v.value = ${nameOf(raw)})
       OR (SELECT count(*) FROM rollup_values WHERE dimension = '${column}') < ${parameters.mostValues}
     THEN ${nameOf(raw)} ELSE '${OTHER}' END`;
  const groups = [
    `date_trunc('minute', t.${source.time}, 'UTC') AS bucket`,
    ...dimensions.map(({ column, raw, isCapped }) => `${isCapped ? known(column, raw) : raw} AS ${column}`),
  ].join(', ');
  const places = dimensions.map((_, index) => index + 1).concat(dimensions.length + 1);
  const from = `FROM ${source.raw} t ${source.joins} WHERE t.${source.time} >= ${parameters.from} AND t.${source.time} < ${parameters.to}${condition === undefined ? '' : ` AND ${condition}`}`;
  const aggregates = sums
    .map(({ column, raw, type }) => `(${raw(parameters.similarity)})::${type} AS ${column}`)
    .join(', ');
  if (latency === null) return `SELECT ${groups}, ${aggregates} ${from} GROUP BY ${places.join(', ')}`;
  // Rows are read once: sums of each bin of the sketch first, then those of all bins.
  const sumList = sums.map((sum) => `${mergeOf(sum)}::${sum.type} AS ${sum.column}`).join(', ');
  return `SELECT ${keys}, ${sumList}, ${ENCODED} AS latency_sketch
    FROM (SELECT ${groups}, ${BIN_SQL(latency)} AS bin, count(*) AS n, ${aggregates} ${from}
          GROUP BY ${[...places, dimensions.length + 2].join(', ')}) binned
    GROUP BY ${keys}`;
}

/** Stores the minutes from `$1` to `$2` as their raw rows have them. */
export function storeMinutes(source: RollupSource): string {
  const columns = columnsOf(source).join(', ');
  return `INSERT INTO ${source.table} (resolution, bucket, ${columns})
    SELECT 'minute', bucket, ${columns} FROM (${rawSelect(source)}) fresh`;
}

const LENGTHS: Record<Resolution, string> = {
  minute: '1 minute',
  ten: '10 minutes',
  hour: '1 hour',
  quarter: '6 hours',
  day: '1 day',
};

/** Stores the buckets from `$1` to `$2` as the sums of their parts of the next finer resolution. */
export function storeSum(source: RollupSource, to: Resolution, parts: Resolution): string {
  const { dimensions, table } = source;
  const part = `SELECT date_bin('${LENGTHS[to]}', bucket, 'epoch'::timestamptz) AS at, * FROM ${table}
    WHERE resolution = '${parts}' AND bucket >= $1 AND bucket < $2`;
  const keys = ['at', ...dimensions.map(({ column }) => column)];
  const columns = columnsOf(source).join(', ');
  return `INSERT INTO ${table} (resolution, bucket, ${columns})
    SELECT '${to}', at, ${columns} FROM (${sumOf(source, part, keys)}) summed`;
}

/** Rollups, with a sketch where the source has one, put together by keys. @param part a SELECT of them */
export function sumOf({ sums, latency }: RollupSource, part: string, keys: readonly string[]): string {
  const names = keys.join(', ');
  const totals = `SELECT ${names}, ${sums.map((sum) => `${mergeOf(sum)}::${sum.type} AS ${sum.column}`).join(', ')}
    FROM (${part}) part GROUP BY ${names}`;
  if (latency === null) return totals;
  return `SELECT * FROM (${totals}) totals JOIN (
      SELECT ${names}, ${ENCODED} AS latency_sketch
      FROM (SELECT ${names}, bin, sum(n) AS n FROM (${part}) part, ${DECODED} GROUP BY ${names}, bin) merged
      GROUP BY ${names}) sketches USING (${names})`;
}

/** Takes new values of a dimension in, the most frequent first, as long as there are fewer than `$3`. */
export function admitValues(source: RollupSource): string[] {
  return source.dimensions
    .filter(({ isCapped }) => isCapped)
    .map(
      ({ column, raw }) => `
      INSERT INTO rollup_values (dimension, value)
      SELECT '${column}', value FROM (
        SELECT ${nameOf(raw)} AS value, count(*) AS n FROM ${source.raw} t ${source.joins}
        WHERE t.${source.time} >= $1 AND t.${source.time} < $2
        ${source.condition === undefined ? '' : `AND ${source.condition}`} GROUP BY 1) seen
      WHERE value <> '' AND NOT EXISTS (
        SELECT 1 FROM rollup_values v WHERE v.dimension = '${column}' AND v.value = seen.value)
      ORDER BY n DESC, value
      LIMIT greatest(0, $3::int - (SELECT count(*) FROM rollup_values WHERE dimension = '${column}')::int)
      ON CONFLICT DO NOTHING`,
    );
}

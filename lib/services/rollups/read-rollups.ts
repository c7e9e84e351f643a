import {
  ceilTo,
  floorTo,
  RESOLUTION_MS,
  segmentsOf,
  type Resolution,
  type Segment,
} from '#lib/domain/telemetry/segments.ts';
import type { Context } from '../context.ts';
import type { TimeRange } from '../time-range.ts';
import { columnsOf, mergeOf, TRAFFIC, type RollupSource } from './rollup-source.ts';
import { rawSelect } from './rollup-sql.ts';
import { readFloors } from './rollup-state.ts';
import { totalsFor, totalsSelect } from './traffic-totals.ts';

export type ReadContext = Pick<Context, 'pool' | 'config'>;

export interface RollupQuery {
  range: TimeRange;
  /** Dimensions of the source to split by. */
  groupBy?: readonly string[];
  /** Values that dimensions must have; an empty text is none. */
  where?: Readonly<Record<string, string>>;
  /** Length of a bucket in milliseconds; without it everything is one. Buckets begin at multiples of it. */
  step?: { resolution: Resolution; stepMs: number };
  withSketches?: boolean;
}

export interface RollupRow {
  /** Start of the bucket; null without a step. */
  bucketMs: number | null;
  groups: Record<string, string>;
  sums: Record<string, number>;
  /** Stored sketches of latencies, for decodeSketches; empty where they weren't asked for. */
  sketch: Uint8Array;
}

const NO_SKETCH = new Uint8Array();

/** What was stored in the last minutes may not be in rollups yet: it is read from its rows. */
const FRESH_MS = 10 * RESOLUTION_MS.minute;

/**
 * Sums over a stretch of time, both ends included, from the fewest rollups that make it up; parts of minutes at its ends, and
 * minutes whose rollups are about to be computed, from raw rows. Dimensions' and sums' names are those of rollup-source.ts.
 */
export async function readRollups(
  ctx: ReadContext,
  source: RollupSource,
  query: RollupQuery,
): Promise<RollupRow[]> {
  const { groupBy = [], where = {}, step } = query;
  const known = new Set(source.dimensions.map(({ column }) => column));
  const unknown = [...groupBy, ...Object.keys(where)].find((name) => !known.has(name));
  if (unknown !== undefined) throw new Error(`${source.table} has no dimension ${unknown}`);

  const parameters: unknown[] = [];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const rows = await partsOf(ctx, source, query, place);
  const conditions = Object.entries(where).map(([name, value]) => `${name} = ${place(value)}`);
  const seconds = step === undefined ? null : place(step.stepMs / 1_000);
  const bucket =
    seconds === null
      ? 'NULL::timestamptz'
      : `to_timestamp(floor(extract(epoch FROM bucket) / ${seconds}::float8) * ${seconds}::float8)`;
  const keys = ['at', ...groupBy].join(', ');
  const sums = source.sums.map((each) => `${mergeOf(each)}::float8 AS ${each.column}`).join(', ');
  const hasSketches = query.withSketches === true && source.latency !== null;
  const { rows: found } = await ctx.pool.query<Record<string, unknown>>(
    `SELECT ${keys}, ${sums} ${hasSketches ? ", string_agg(latency_sketch, ''::bytea) AS sketch" : ''}
     FROM (SELECT ${bucket} AS at, * FROM (${rows}) stored
           ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}) part
     GROUP BY ${keys} ORDER BY ${keys}`,
    parameters,
  );
  return found.map((row) => ({
    bucketMs: row.at instanceof Date ? row.at.getTime() : null,
    groups: Object.fromEntries(groupBy.map((name) => [name, String(row[name])])),
    sums: Object.fromEntries(source.sums.map(({ column }) => [column, Number(row[column])])),
    sketch: row.sketch instanceof Uint8Array ? row.sketch : NO_SKETCH,
  }));
}

/** Stored and raw rows that make up the range, as one SELECT. */
async function partsOf(
  ctx: ReadContext,
  source: RollupSource,
  { range, step, groupBy = [], where = {} }: RollupQuery,
  place: (value: unknown) => string,
): Promise<string> {
  const { minute } = RESOLUTION_MS;
  const fromMs = step === undefined ? range.from.getTime() : floorTo(range.from.getTime(), step.stepMs);
  const toMs = range.to.getTime() + 1;
  const floors = await readFloors(ctx.pool, source);
  const { rows } = await ctx.pool.query<{ ts: Date | null }>(
    'SELECT min(from_ts) AS ts FROM rollup_marks WHERE source = ANY ($1) AND from_ts >= $2 AND from_ts < $3',
    [
      [source.name, source.follows ?? source.name],
      new Date(floorTo(toMs - FRESH_MS, minute)),
      new Date(toMs),
    ],
  );
  const tailMs = Math.max(fromMs, rows[0]?.ts?.getTime() ?? floorTo(toMs, minute));
  const hasHead = fromMs >= floors.minuteMs;
  const headEndMs = hasHead ? Math.min(ceilTo(fromMs, minute), tailMs) : fromMs;
  const columns = columnsOf(source).join(', ');
  const raw = (from: number, to: number) => {
    const similarity = source.usesDivergence
      ? place(ctx.config.shadow.promotion.divergence_similarity)
      : 'NULL';
    const mostValues = place(ctx.config.telemetry.rollups.max_values);
    const places = { from: place(new Date(from)), to: place(new Date(to)), similarity, mostValues };
    return `SELECT bucket, ${columns} FROM (${rawSelect(source, places)}) fresh`;
  };
  const totals = source === TRAFFIC ? totalsFor([...groupBy, ...Object.keys(where)]) : null;
  const stored = segmentsOf(headEndMs, tailMs, floors.minuteMs, step?.resolution).map((segment) =>
    totals !== null && segment.resolution !== 'minute'
      ? totalsSelect(totals, segment, place)
      : `SELECT bucket, ${columns} FROM ${source.table} WHERE ${within(segment, place)}`,
  );
  return [
    ...stored,
    ...(headEndMs > fromMs ? [raw(fromMs, headEndMs)] : []),
    raw(tailMs, Math.max(tailMs, toMs)),
  ].join(' UNION ALL ');
}

function within({ resolution, fromMs, toMs }: Segment, place: (value: unknown) => string): string {
  return `resolution = '${resolution}' AND bucket >= ${place(new Date(fromMs))} AND bucket < ${place(new Date(toMs))}`;
}

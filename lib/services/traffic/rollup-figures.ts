import type { TrafficFilter } from '#lib/contracts/traffic-filter.ts';
import type { TrafficFigures, TrafficSplit } from '#lib/contracts/traffic.ts';
import { decodeSketches, sketchQuantiles } from '#lib/domain/telemetry/latency-sketch.ts';
import { resolutionOf } from '#lib/domain/telemetry/segments.ts';
import { readRollups, type ReadContext, type RollupRow } from '../rollups/read-rollups.ts';
import { LONGEST_NAME } from '../rollups/rollup-sql.ts';
import { OTHER, TRAFFIC, type RollupSource } from '../rollups/rollup-source.ts';
import type { TimeRange } from '../time-range.ts';
import { MOST_GROUPS, NO_FIGURES, type FigureRow, type FiguresQuestion } from './figures.ts';

/** Filters that rollups have a dimension for. */
const DIMENSIONS = ['model', 'prompt_version', 'use_case', 'variant'] as const;
const KNOWN = new Set<string>([...DIMENSIONS, 'status', 'from', 'to']);
/** Rows of shorter stretches are quickly read, and exact. */
const SHORT_MS = 2 * 3_600_000;

/** Whether the rollups can answer: a long stretch of time, narrowed down by nothing but their dimensions. */
export function isInRollups(filter: TrafficFilter, { from, to }: TimeRange): boolean {
  if (to.getTime() - from.getTime() <= SHORT_MS) return false;
  const { split: _, ...filters } = filter as TrafficFilter & { split?: TrafficSplit };
  if (Object.entries(filters).some(([key, value]) => value !== undefined && !KNOWN.has(key))) return false;
  return DIMENSIONS.every((key) => {
    const value = filter[key];
    return value === undefined || (value.length <= LONGEST_NAME && value !== OTHER);
  });
}

/** What a filter asks of the rollups' dimensions. */
export function dimensionsOf(filter: TrafficFilter): Record<string, string> {
  return Object.fromEntries(
    DIMENSIONS.flatMap((key) => (filter[key] === undefined ? [] : [[key, filter[key]]])),
  );
}

/** Rollups of a stretch of time by status, and by another dimension, as a filter lets them through. */
export async function readDimensions(
  ctx: ReadContext,
  source: RollupSource,
  { filter, range, bucketSeconds }: Pick<FiguresQuestion, 'filter' | 'range' | 'bucketSeconds'>,
  groupBy: readonly string[],
): Promise<RollupRow[]> {
  const stepMs = (bucketSeconds ?? 0) * 1_000;
  const rows = await readRollups(ctx, source, {
    ...{ range, where: dimensionsOf(filter), withSketches: true, groupBy: [...groupBy, 'status'] },
    ...(bucketSeconds === null ? {} : { step: { resolution: resolutionOf(stepMs), stepMs } }),
  });
  const statuses = filter.status as readonly string[] | undefined;
  return statuses ? rows.filter(({ groups }) => statuses.includes(groups.status ?? '')) : rows;
}

/** Figures from rollups; percentiles are within 1 %. */
export async function readRollupFigures(ctx: ReadContext, question: FiguresQuestion): Promise<FigureRow[]> {
  const { split } = question;
  const rows = await readDimensions(ctx, TRAFFIC, question, split === 'none' ? [] : [split]);
  const nameOf = ({ groups }: RollupRow) => (split === 'none' ? '' : (groups[split] ?? ''));
  const sizes = new Map<string, number>();
  for (const row of rows) sizes.set(nameOf(row), (sizes.get(nameOf(row)) ?? 0) + (row.sums.requests ?? 0));
  const listed = new Set(
    [...sizes]
      .filter(([name]) => name !== OTHER)
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .slice(0, MOST_GROUPS)
      .map(([name]) => name),
  );
  const buckets = Map.groupBy(rows, ({ bucketMs }) => bucketMs);
  return [...buckets].flatMap(([bucketMs, inBucket]) => {
    const groups = Map.groupBy(inBucket, (row) => (listed.has(nameOf(row)) ? nameOf(row) : null));
    return [...groups].map(([name, members]) => ({
      ts: bucketMs === null ? null : new Date(bucketMs),
      name: name === '' ? null : name,
      isRest: name === null,
      figures: figuresOf(members),
    }));
  });
}

function figuresOf(rows: readonly RollupRow[]): TrafficFigures {
  const sum = (column: string) => rows.reduce((total, { sums }) => total + (sums[column] ?? 0), 0);
  const by_status = { ...NO_FIGURES.by_status };
  for (const { groups, sums } of rows) {
    const status = groups.status as keyof typeof by_status;
    by_status[status] += sums.requests ?? 0;
  }
  const sketch = decodeSketches(rows.map((row) => row.sketch));
  const [p50 = null, p90 = null, p95 = null, p99 = null] = sketchQuantiles(sketch, [0.5, 0.9, 0.95, 0.99]);
  const requests = sum('requests');
  return {
    requests,
    failures: requests - by_status.ok,
    by_status,
    latency_ms: {
      mean: requests === 0 ? null : sum('latency_sum_ms') / requests,
      ...{ p50, p90, p95, p99 },
    },
    input_tokens: sum('input_tokens'),
    cached_input_tokens: sum('cached_input_tokens'),
    output_tokens: sum('output_tokens'),
    tokens_unknown: sum('tokens_unknown'),
    cost_usd: sum('cost_usd'),
    cost_unknown: sum('cost_unknown'),
  };
}

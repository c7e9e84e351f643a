import type { TrafficFigures, TrafficSplit } from '#lib/contracts/traffic.ts';
import type { Context } from '../context.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { bucketSql } from './buckets.ts';
import { MOST_GROUPS, type FigureRow, type FiguresQuestion } from './figures.ts';
import { trafficConditions } from './filter-sql.ts';

const COLUMNS: Record<Exclude<TrafficSplit, 'none'>, string> = {
  model: 'c.model_version',
  prompt_version: `coalesce(c.prompt_version, '')`,
  use_case: `coalesce(c.use_case, '')`,
};

interface FigureRecord {
  ts: Date | null;
  name: string | null;
  requests: number;
  ok: number;
  error: number;
  timeout: number;
  aborted: number;
  mean: number | null;
  percentiles: (number | null)[] | null;
  input_tokens: string;
  cached_input_tokens: string;
  output_tokens: string;
  tokens_unknown: number;
  cost_usd: number;
  cost_unknown: number;
}

const counted = (condition: string) => `(count(*) FILTER (WHERE ${condition}))::int`;

const FIGURES = `
  count(*)::int AS requests,
  ${['ok', 'error', 'timeout', 'aborted'].map((status) => `${counted(`c.status = '${status}'`)} AS ${status}`).join(', ')},
  avg(c.latency_ms) AS mean,
  percentile_cont(ARRAY[0.5, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY c.latency_ms) AS percentiles,
  coalesce(sum(c.input_tokens), 0) AS input_tokens,
  coalesce(sum(c.cached_input_tokens), 0) AS cached_input_tokens,
  coalesce(sum(c.output_tokens), 0) AS output_tokens,
  ${counted('c.input_tokens IS NULL OR c.output_tokens IS NULL')} AS tokens_unknown,
  coalesce(sum(c.cost_usd), 0) AS cost_usd,
  ${counted('c.cost_usd IS NULL')} AS cost_unknown`;

/** Figures from every exchange itself; exact. */
export async function readRawFigures(
  ctx: Pick<Context, 'pool'>,
  { filter, range, split, bucketSeconds }: FiguresQuestion,
): Promise<FigureRow[]> {
  const parameters = new SqlParameters();
  const conditions = trafficConditions(filter, range, parameters);
  const ts = bucketSeconds === null ? 'NULL::timestamptz' : bucketSql('c.created_at', bucketSeconds);
  const { rows } = await ctx.pool.query<FigureRecord>(
    split === 'none'
      ? `SELECT ${ts} AS ts, '' AS name, ${FIGURES} FROM chat_logs c WHERE ${conditions} GROUP BY 1 ORDER BY 1`
      : `WITH listed AS (
           SELECT ${COLUMNS[split]} AS name FROM chat_logs c WHERE ${conditions}
           GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MOST_GROUPS})
         SELECT ${ts} AS ts, listed.name, ${FIGURES}
         FROM chat_logs c LEFT JOIN listed ON listed.name = ${COLUMNS[split]}
         WHERE ${conditions} GROUP BY 1, 2 ORDER BY 1, requests DESC, 2`,
    parameters.values,
  );
  return rows.map((row) => ({
    ts: row.ts,
    name: row.name === '' ? null : row.name,
    isRest: row.name === null,
    figures: figuresOf(row),
  }));
}

function figuresOf(row: FigureRecord): TrafficFigures {
  const [p50 = null, p90 = null, p95 = null, p99 = null] = row.percentiles ?? [];
  const { ok, error, timeout, aborted } = row;
  return {
    requests: row.requests,
    failures: row.requests - ok,
    by_status: { ok, error, timeout, aborted },
    latency_ms: { mean: row.mean, p50, p90, p95, p99 },
    input_tokens: Number(row.input_tokens),
    cached_input_tokens: Number(row.cached_input_tokens),
    output_tokens: Number(row.output_tokens),
    tokens_unknown: row.tokens_unknown,
    cost_usd: row.cost_usd,
    cost_unknown: row.cost_unknown,
  };
}

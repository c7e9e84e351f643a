import type { ReadContext } from '../rollups/read-rollups.ts';
import type { TimeRange } from '../time-range.ts';
import type { Spending } from '#lib/domain/cost/spending.ts';

interface Row {
  at: Date | null;
  model: string | null;
  runs: number;
  cost_usd: number;
  unknown: number;
}

/** What runs cost, answers and judging apart, by the time at which they were made. Each counts as one call of either. */
export async function runSpending(
  ctx: Pick<ReadContext, 'pool'>,
  { from, to }: TimeRange,
  stepMs: number | null,
): Promise<Spending[]> {
  const start = stepMs === null ? from : new Date(Math.floor(from.getTime() / stepMs) * stepMs);
  const of = async (cost: string, model: string): Promise<Spending[]> => {
    const { rows } = await ctx.pool.query<Row>(
      `SELECT ${stepMs === null ? 'NULL::timestamptz' : 'to_timestamp(floor(extract(epoch FROM created_at) / $3::float8) * $3::float8)'} AS at,
              ${model} AS model, count(*)::int AS runs, coalesce(sum(${cost}), 0)::float8 AS cost_usd,
              count(*) FILTER (WHERE ${cost} IS NULL)::int AS unknown
       FROM runs WHERE state = 'finished' AND created_at >= $1 AND created_at <= $2 AND ${model} IS NOT NULL
       GROUP BY 1, 2 ORDER BY 1, 2`,
      [start, to, ...(stepMs === null ? [] : [stepMs / 1_000])],
    );
    return rows.map((row) => ({
      bucketMs: row.at?.getTime() ?? null,
      purpose: 'ci',
      model: row.model ?? '',
      useCase: null,
      costUsd: row.cost_usd,
      calls: row.runs,
      unknownCalls: row.unknown,
    }));
  };
  const parts = await Promise.all([
    of('cost_usd', 'model'),
    of('judge_cost_usd', `signature->>'judge_model'`),
  ]);
  return parts.flat();
}

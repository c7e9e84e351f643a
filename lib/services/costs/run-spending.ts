import type { ReadContext } from '../rollups/read-rollups.ts';
import type { TimeRange } from '../time-range.ts';
import type { Spending } from '#lib/domain/cost/spending.ts';

interface Row {
  at: Date | null;
  model: string;
  runs: number;
  cost_usd: number;
  unknown: number;
}

/**
 * What runs cost, by the time at which they were made. A run has two bills, for its answers and for judging them, and counts once
 * wherever it has one; its cost is unknown where one of them is.
 */
export async function runSpending(
  ctx: Pick<ReadContext, 'pool'>,
  { from, to }: TimeRange,
  { stepMs, isByModel }: { stepMs: number | null; isByModel: boolean },
): Promise<Spending[]> {
  const start = stepMs === null ? from : new Date(Math.floor(from.getTime() / stepMs) * stepMs);
  const at =
    stepMs === null
      ? 'NULL::timestamptz'
      : 'to_timestamp(floor(extract(epoch FROM created_at) / $3::float8) * $3::float8)';
  const { rows } = await ctx.pool.query<Row>(
    `WITH chosen AS (
       SELECT id, created_at, model, cost_usd, signature ->> 'judge_model' AS judge, judge_cost_usd
       FROM runs WHERE state = 'finished' AND created_at >= $1 AND created_at <= $2),
     bills AS (
       SELECT id, created_at, model, cost_usd AS cost FROM chosen
       UNION ALL
       SELECT id, created_at, judge, judge_cost_usd FROM chosen WHERE judge IS NOT NULL)
     SELECT ${at} AS at, ${isByModel ? 'model' : "''"} AS model, count(DISTINCT id)::int AS runs,
            coalesce(sum(cost), 0)::float8 AS cost_usd, count(DISTINCT id) FILTER (WHERE cost IS NULL)::int AS unknown
     FROM bills GROUP BY 1, 2 ORDER BY 1, 2`,
    [start, to, ...(stepMs === null ? [] : [stepMs / 1_000])],
  );
  return rows.map((row) => ({
    bucketMs: row.at?.getTime() ?? null,
    purpose: 'ci',
    model: row.model,
    useCase: null,
    costUsd: row.cost_usd,
    calls: row.runs,
    unknownCalls: row.unknown,
  }));
}

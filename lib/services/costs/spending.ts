import { PURPOSES, type Purpose } from '#lib/domain/cost/budget.ts';
import type { Spending } from '#lib/domain/cost/spending.ts';
import type { Resolution } from '#lib/domain/telemetry/segments.ts';
import { readRollups, type ReadContext, type RollupRow } from '../rollups/read-rollups.ts';
import { EVALUATION, SHADOW, TRAFFIC } from '../rollups/rollup-source.ts';
import type { TimeRange } from '../time-range.ts';
import { runSpending } from './run-spending.ts';

/** What was spent in a stretch of time, from rollups and runs; by default for every purpose. */
export async function readSpending(
  ctx: ReadContext,
  range: TimeRange,
  step?: { resolution: Resolution; stepMs: number },
  purposes: readonly Purpose[] = PURPOSES,
): Promise<Spending[]> {
  const split = step === undefined ? {} : { step };
  const wants = (...some: Purpose[]) => some.some((purpose) => purposes.includes(purpose));
  const [traffic, shadow, judged, ci] = await Promise.all([
    wants('production') ? readRollups(ctx, TRAFFIC, { range, groupBy: ['model', 'use_case'], ...split }) : [],
    wants('shadow', 'judge')
      ? readRollups(ctx, SHADOW, { range, groupBy: ['shadow_model', 'judge_model', 'use_case'], ...split })
      : [],
    wants('judge')
      ? readRollups(ctx, EVALUATION, {
          ...{ range, where: { source: 'judge' }, groupBy: ['judge_model', 'use_case'] },
          ...split,
        })
      : [],
    wants('ci') ? runSpending(ctx, range, step?.stepMs ?? null) : [],
  ]);
  const all = [
    ...traffic.map((row) => spendingOf(row, 'production', 'model', 'requests', '')),
    ...shadow.flatMap((row) => [
      spendingOf(row, 'shadow', 'shadow_model', 'evaluations', 'shadow_'),
      spendingOf(row, 'judge', 'judge_model', 'evaluations', 'judge_'),
    ]),
    ...judged.map((row) => spendingOf(row, 'judge', 'judge_model', 'evaluations', '')),
    ...ci,
  ];
  return all.filter(({ purpose }) => purposes.includes(purpose));
}

function spendingOf(
  { bucketMs, groups, sums }: RollupRow,
  purpose: Purpose,
  model: string,
  calls: string,
  prefix: string,
): Spending {
  return {
    bucketMs,
    purpose,
    model: groups[model] ?? '',
    useCase: groups.use_case === '' ? null : (groups.use_case ?? null),
    costUsd: sums[`${prefix}cost_usd`] ?? 0,
    calls: sums[calls] ?? 0,
    unknownCalls: sums[`${prefix}cost_unknown`] ?? 0,
  };
}

import { PURPOSES, type Purpose } from '#lib/domain/cost/budget.ts';
import type { Spending } from '#lib/domain/cost/spending.ts';
import type { Resolution } from '#lib/domain/telemetry/segments.ts';
import { readRollups, type ReadContext, type RollupRow } from '../rollups/read-rollups.ts';
import { EVALUATION, SHADOW, TRAFFIC } from '../rollups/rollup-source.ts';
import type { TimeRange } from '../time-range.ts';
import { runSpending } from './run-spending.ts';

export interface SpendingQuestion {
  /** What the answer is split by, beside the purpose; runs have no use case. One of them is a matter of few totals. */
  by: 'model' | 'use_case' | 'none';
  step?: { resolution: Resolution; stepMs: number };
  /** All of them where it is left out. */
  purposes?: readonly Purpose[];
}

/** What was spent in a stretch of time, from rollups and runs. */
export async function readSpending(
  ctx: ReadContext,
  range: TimeRange,
  { by, step, purposes = PURPOSES }: SpendingQuestion,
): Promise<Spending[]> {
  const split = step === undefined ? {} : { step };
  const groups = (...models: string[]) => ({
    groupBy: by === 'model' ? models : by === 'use_case' ? ['use_case'] : [],
  });
  const wants = (...some: Purpose[]) => some.some((purpose) => purposes.includes(purpose));
  const [traffic, shadow, judged, ci] = await Promise.all([
    wants('production') ? readRollups(ctx, TRAFFIC, { range, ...groups('model'), ...split }) : [],
    wants('shadow', 'judge')
      ? readRollups(ctx, SHADOW, { range, ...groups('shadow_model', 'judge_model'), ...split })
      : [],
    wants('judge')
      ? readRollups(ctx, EVALUATION, {
          ...{ range, where: { source: 'judge' }, ...groups('judge_model') },
          ...split,
        })
      : [],
    wants('ci') ? runSpending(ctx, range, { stepMs: step?.stepMs ?? null, isByModel: by === 'model' }) : [],
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

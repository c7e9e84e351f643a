import type { RuleFindings, RuleFindingsQuery } from '#lib/contracts/evaluations.ts';
import { HEURISTIC_RULES } from '#lib/domain/evaluation/heuristics/settings.ts';
import { seriesStep } from '#lib/domain/telemetry/segments.ts';
import type { Context } from '../context.ts';
import { readRollups } from '../rollups/read-rollups.ts';
import { RULE } from '../rollups/rollup-source.ts';
import { readFloors } from '../rollups/rollup-state.ts';
import { timeRangeOf } from '../time-range.ts';
import { rollupConditions } from './rollup-conditions.ts';

const MOST_POINTS = 40;

/** How often each rule of the heuristics has fired in a stretch of time, on the whole and by buckets; from rollups. */
export async function countRuleFindings(
  ctx: Pick<Context, 'pool' | 'config' | 'clock'>,
  query: RuleFindingsQuery,
): Promise<RuleFindings> {
  const range = timeRangeOf(query, ctx.clock.nowMs());
  const where = rollupConditions(query);
  const { minuteMs } = await readFloors(ctx.pool, RULE);
  const step = seriesStep(range.from.getTime(), range.to.getTime(), {
    mostPoints: MOST_POINTS,
    minuteFloorMs: minuteMs,
  });
  const [total, series] = await Promise.all([
    readRollups(ctx, RULE, { range, where }),
    readRollups(ctx, RULE, { range, where, step }),
  ]);
  const sums = total[0]?.sums ?? {};
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    evaluations: sums.evaluations ?? 0,
    step_seconds: step.stepMs / 1_000,
    items: HEURISTIC_RULES.map((rule) => {
      const counts = countsOf(sums, rule);
      return {
        ...{ rule, ...counts },
        share: counts.applied === 0 ? null : counts.failed / counts.applied,
        series: series.map((row) => ({
          ts: new Date(row.bucketMs ?? 0).toISOString(),
          ...countsOf(row.sums, rule),
        })),
      };
    }),
  };
}

function countsOf(sums: Readonly<Record<string, number>>, rule: string) {
  const [failed, passed] = [sums[`${rule}_failed`] ?? 0, sums[`${rule}_passed`] ?? 0];
  return { failed, applied: failed + passed };
}

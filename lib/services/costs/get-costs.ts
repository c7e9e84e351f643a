import type { Costs } from '#lib/contracts/costs.ts';
import type { TimeRangeQuery } from '#lib/contracts/page.ts';
import { budgetState, periodOf, PURPOSES, type BudgetPeriod, type Purpose } from '#lib/domain/cost/budget.ts';
import type { Spending } from '#lib/domain/cost/spending.ts';
import { RESOLUTION_MS, seriesStep } from '#lib/domain/telemetry/segments.ts';
import type { Context } from '../context.ts';
import { readFloors } from '../rollups/rollup-state.ts';
import { TRAFFIC } from '../rollups/rollup-source.ts';
import { timeRangeOf } from '../time-range.ts';
import { budgetsOf, stopReason } from './shadow-budget.ts';
import { readSpending } from './spending.ts';

type CostsContext = Pick<Context, 'pool' | 'config' | 'models' | 'clock'>;

const MOST_POINTS = 60;
const MOST_ROWS = 50;

/** What was spent by purpose, over time, by model and by use case, and today and this month against their budgets. */
export async function getCosts(ctx: CostsContext, query: TimeRangeQuery): Promise<Costs> {
  const nowMs = ctx.clock.nowMs();
  const range = timeRangeOf(query, nowMs);
  const month = periodOf('month', nowMs);
  const { minuteMs } = await readFloors(ctx.pool, TRAFFIC);
  const step = seriesStep(range.from.getTime(), range.to.getTime(), {
    mostPoints: MOST_POINTS,
    minuteFloorMs: minuteMs,
  });
  const days = { resolution: 'day', stepMs: RESOLUTION_MS.day } as const;
  const [models, useCases, series, inMonth] = await Promise.all([
    readSpending(ctx, range, { by: 'model' }),
    readSpending(ctx, range, { by: 'use_case' }),
    readSpending(ctx, range, { by: 'none', step }),
    readSpending(ctx, { from: new Date(month.fromMs), to: new Date(nowMs) }, { by: 'none', step: days }),
  ]);
  const today = periodOf('day', nowMs);
  const ofMonth = againstBudgets(ctx, 'month', month, inMonth);
  const ofDay = againstBudgets(
    ctx,
    'day',
    today,
    inMonth.filter(({ bucketMs }) => bucketMs === today.fromMs),
  );
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    // A run counts once here, and with each of its models there.
    totals: totalsOf(useCases),
    step_seconds: step.stepMs / 1_000,
    series: seriesOf(series),
    by_model: byModel(ctx, models),
    by_use_case: grouped(
      useCases.filter(({ purpose }) => purpose !== 'ci'),
      ({ useCase }) => useCase ?? '',
    ).map(({ key, ...rest }) => ({ use_case: key || null, ...rest })),
    day: ofDay.told,
    month: ofMonth.told,
    shadow_stopped: stopReason([...ofMonth.budgets, ...ofDay.budgets]),
  };
}

/** A period's spending against its limits. */
function againstBudgets(
  { config }: Pick<CostsContext, 'config'>,
  period: BudgetPeriod,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  spending: readonly Spending[],
) {
  const totals = totalsOf(spending);
  const spent = Object.fromEntries(totals.map((total) => [total.purpose, total.cost_usd]));
  const budgets = budgetsOf(config, period, spent as Record<Purpose, number>);
  const told = {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    budgets: budgets.map((budget) => ({
      purpose: budget.purpose,
      limit_usd: budget.limitUsd,
      spent_usd: budget.spentUsd,
      unknown_calls: totals.find(({ purpose }) => purpose === budget.purpose)?.unknown_calls ?? 0,
      state: budgetState(budget, config.budgets.warn_share),
    })),
  };
  return { budgets, told };
}

function sumOf(items: readonly Spending[]) {
  return {
    cost_usd: items.reduce((sum, { costUsd }) => sum + costUsd, 0),
    calls: items.reduce((sum, { calls }) => sum + calls, 0),
    unknown_calls: items.reduce((sum, { unknownCalls }) => sum + unknownCalls, 0),
  };
}

function totalsOf(items: readonly Spending[]): Costs['totals'] {
  return PURPOSES.map((purpose) => ({ purpose, ...sumOf(items.filter((item) => item.purpose === purpose)) }));
}

/** One row a purpose and key, the dearest first. */
function grouped(items: readonly Spending[], keyOf: (item: Spending) => string) {
  const groups = Map.groupBy(items, (item) => JSON.stringify([item.purpose, keyOf(item)]));
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      return first ? [{ purpose: first.purpose, key: keyOf(first), ...sumOf(group) }] : [];
    })
    .sort((a, b) => b.cost_usd - a.cost_usd || b.calls - a.calls)
    .slice(0, MOST_ROWS);
}

function byModel(ctx: CostsContext, items: readonly Spending[]): Costs['by_model'] {
  const { current_model: current } = ctx.config.modelVersion;
  const names = [...ctx.models.names, current, ctx.config.scorer.judge_model];
  const sources = new Map(names.map((name) => ctx.models.route(name)).map((r) => [r.label, r.price?.source]));
  return grouped(items, ({ model }) => model).map(({ key, ...rest }) => ({
    model: key,
    price_source: sources.get(key) ?? null,
    ...rest,
  }));
}

function seriesOf(items: readonly Spending[]): Costs['series'] {
  const buckets = [...Map.groupBy(items, ({ bucketMs }) => bucketMs ?? 0)].sort(([a], [b]) => a - b);
  return buckets.flatMap(([bucketMs, group]) => {
    const costs = totalsOf(group).filter(({ cost_usd: cost }) => cost > 0);
    if (costs.length === 0) return [];
    return [
      {
        ts: new Date(bucketMs).toISOString(),
        costs: Object.fromEntries(costs.map(({ purpose, cost_usd: cost }) => [purpose, cost])),
      },
    ];
  });
}

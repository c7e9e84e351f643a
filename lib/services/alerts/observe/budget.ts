import { ALERT_KINDS } from '#lib/domain/alerts/rule.ts';
import { periodOf, type Purpose } from '#lib/domain/cost/budget.ts';
import { counted, grouped } from '#lib/domain/text/figures.ts';
import { readSpending } from '../../costs/spending.ts';
import { lastText, windowOf, type ObserveContext, type RuleObservation, type RuleOf } from './observation.ts';

type BudgetRule = RuleOf<'budget'>;

/** Who pays, in the words of costs and budgets. */
export function purposeOf({ scope }: BudgetRule): Purpose {
  return scope === 'runs' ? 'ci' : scope;
}

/**
 * Cost in the window, or of the day or month so far: what the page of costs says of the same stretch. What has no known price
 * counts as nothing, and is said.
 */
export async function observeBudget(ctx: ObserveContext, rule: BudgetRule): Promise<RuleObservation[]> {
  const [from, to] = stretchOf(ctx, rule);
  const spending = await readSpending(ctx, { from, to }, { by: 'none', purposes: [purposeOf(rule)] });
  const sum = (field: 'costUsd' | 'calls' | 'unknownCalls') =>
    spending.reduce((total, item) => total + item[field], 0);
  const [calls, unknown] = [sum('calls'), sum('unknownCalls')];
  const verbs = unknown === 1 ? ['has', 'is'] : ['have', 'are'];
  const gap =
    unknown === 0
      ? ''
      : ` ${grouped(unknown)} of them ${verbs[0]} no known price and ${verbs[1]} not in the sum.`;
  const when = rule.period === 'window' ? `in ${lastText(rule.window_minutes)}` : WORDS[rule.period];
  const range = new URLSearchParams({ range: `${from.toISOString()}/${to.toISOString()}` });
  return [
    {
      key: '',
      value: sum('costUsd'),
      samples: calls,
      detail: `Cost of ${rule.scope === 'runs' ? counted(calls, 'run') : `${counted(calls, 'call')} (${rule.scope})`} ${when}.${gap}`,
      link: `${ALERT_KINDS.budget.page}?${range.toString()}`,
    },
  ];
}

const WORDS = { day: 'today so far (UTC)', month: 'this month so far (UTC)' };

function stretchOf(ctx: ObserveContext, rule: BudgetRule): [from: Date, to: Date] {
  if (rule.period === 'window') return windowOf(ctx, rule.window_minutes);
  const nowMs = ctx.clock.nowMs();
  return [new Date(periodOf(rule.period, nowMs).fromMs), new Date(nowMs)];
}

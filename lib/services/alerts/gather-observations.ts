import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import { limitOf } from '../costs/shadow-budget.ts';
import { observeBudget, purposeOf } from './observe/budget.ts';
import { observeDrift } from './observe/drift.ts';
import type { ObserveContext, RuleObservation } from './observe/observation.ts';
import { observeAverage, observeCategories, observeDivergence } from './observe/scores.ts';
import { observeDeadLetters, observeErrors, observeLatency, observeSilence } from './observe/traffic.ts';

/** What a rule sees now; a key that it says nothing of has no data. */
export function gatherObservations(ctx: ObserveContext, rule: AlertRule): Promise<RuleObservation[]> {
  switch (rule.kind) {
    case 'category_average':
      return observeCategories(ctx, rule);
    case 'average_score':
      return observeAverage(ctx, rule);
    case 'latency_p95':
      return observeLatency(ctx, rule);
    case 'error_rate':
      return observeErrors(ctx, rule);
    case 'budget':
      return observeBudget(ctx, rule);
    case 'divergence_rate':
      return observeDivergence(ctx, rule);
    case 'drift':
      return observeDrift(ctx, rule);
    case 'dead_letters':
      return observeDeadLetters(ctx, rule);
    case 'no_data':
      return observeSilence(ctx, rule);
  }
}

/**
 * The rule's threshold; a category's may be the scorer's own, a budget's the share of its limit from which it is told as near.
 * Null where there is no such limit, so that there is nothing to watch.
 */
export function thresholdOf({ config }: Pick<ObserveContext, 'config'>, rule: AlertRule): number | null {
  if (rule.kind !== 'budget') return rule.threshold ?? config.scorer.thresholds.per_category_min;
  if (rule.threshold !== null || rule.period === 'window') return rule.threshold;
  const limitUsd = limitOf(config, purposeOf(rule), rule.period);
  return limitUsd === null ? null : config.budgets.warn_share * limitUsd;
}

import { minuteOf, shareOf, sumMinutes, type ArmFigures } from './arm-figures.ts';
import { compareSides } from './checks.ts';
import { percent } from '../text/figures.ts';
import type { HealthCheck, HealthInput, HealthReport } from './health-report.ts';
import { stepsOf, type RolloutPlan } from './plan.ts';
import { logMixtureRatio } from './rate-sequence.ts';
import type { RolloutState } from './state.ts';
import { readTriggers } from './triggers.ts';

/**
 * Everything that a rollout's traffic says about its candidate: against control over the step so far (from the minute in
 * which it began), against fixed limits, and whether users were split as planned.
 */
export function assessHealth(plan: RolloutPlan, state: RolloutState, input: HealthInput): HealthReport {
  const fromMs = minuteOf(state.stepStartedMs);
  const canary = sumMinutes(input.canary.filter(({ minuteMs }) => minuteMs >= fromMs));
  const control = sumMinutes(input.control.filter(({ minuteMs }) => minuteMs >= fromMs));
  const checks = compareSides({ canary, control }, plan.health);
  return {
    atMs: input.nowMs,
    fromMs,
    checks,
    triggers: readTriggers(plan.triggers, input.canary, state.stepStartedMs, input.nowMs),
    sampleRatio: readSampleRatio(plan, state, input.units),
    flags: feedbackFlags(plan, canary, control),
    ...verdictOf(checks),
  };
}

function verdictOf(checks: readonly HealthCheck[]): Pick<HealthReport, 'verdict' | 'reason'> {
  const bad = checks.filter(({ verdict }) => verdict === 'bad');
  if (bad.length > 0) return { verdict: 'unhealthy', reason: reasonsOf(bad) };
  const open = checks.filter(({ verdict }) => verdict !== 'good');
  if (open.length > 0) return { verdict: 'not_enough_data', reason: reasonsOf(open) };
  return { verdict: 'healthy', reason: reasonsOf(checks) };
}

const reasonsOf = (checks: readonly HealthCheck[]): string => checks.map(({ reason }) => reason).join(' ');

/** Users are drawn one by one, so their number on either side can be tested at every look (metrics-and-statistics, 7.2). */
function readSampleRatio(
  { sample_ratio: rule, ...plan }: RolloutPlan,
  { step }: RolloutState,
  units: HealthInput['units'],
): HealthReport['sampleRatio'] {
  if (rule === null || units === null) return null;
  const planned = (stepsOf({ ...plan, sample_ratio: rule })[step] ?? 0) / 100;
  const n = units.canary + units.control;
  if (n === 0 || planned <= 0) return { ...units, planned, pValue: 1, isMismatch: false };
  const pValue = Math.min(1, Math.exp(-logMixtureRatio(units.canary, n, planned)));
  return { ...units, planned, pValue, isMismatch: pValue < rule.alpha };
}

function feedbackFlags(
  { negative_feedback: rule }: RolloutPlan,
  { feedback: canary }: ArmFigures,
  { feedback: control }: ArmFigures,
): HealthReport['flags'] {
  if (rule === null || Math.min(canary.n, control.n) < rule.min_feedback) return [];
  const share = shareOf(canary.negative, canary.n) ?? 0;
  const normal = shareOf(control.negative, control.n) ?? 0;
  if (share === 0 || share < rule.ratio * normal) return [];
  return [
    {
      name: 'negative_feedback',
      reason: `${percent(share)} of ${canary.n} users who said something about the candidate's answers were not content; of control's ${control.n} it was ${percent(normal)}.`,
    },
  ];
}

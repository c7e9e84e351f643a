import type { RolloutHealth } from '#lib/contracts/rollouts.ts';
import type { HealthReport } from '#lib/domain/rollout/health-report.ts';

/** A check as the API shows it. */
export function healthItem(report: HealthReport): RolloutHealth {
  return {
    at: isoOf(report.atMs),
    from: isoOf(report.fromMs),
    verdict: report.verdict,
    reason: report.reason,
    checks: report.checks.map((check) => ({
      ...{ metric: check.metric, verdict: check.verdict, reason: check.reason, limit: check.limit },
      ...{ canary: check.canary, control: check.control },
      ...{ canary_n: check.canaryN, control_n: check.controlN },
      ...{ canary_interval: check.canaryInterval, control_interval: check.controlInterval },
    })),
    triggers: report.triggers.map((trigger) => ({
      ...{ name: trigger.name, value: trigger.value, limit: trigger.limit, n: trigger.n },
      ...{ window_minutes: trigger.windowMinutes, is_firing: trigger.isFiring, reason: trigger.reason },
      first_bad_at: trigger.firstBadMs === null ? null : isoOf(trigger.firstBadMs),
    })),
    sample_ratio: report.sampleRatio && {
      ...{ canary: report.sampleRatio.canary, control: report.sampleRatio.control },
      ...{ planned: report.sampleRatio.planned, p_value: report.sampleRatio.pValue },
      is_mismatch: report.sampleRatio.isMismatch,
    },
    flags: report.flags.map(({ name, reason }) => ({ name, reason })),
  };
}

/** A time in milliseconds since 1970 as ISO 8601. */
export const isoOf = (ms: number): string => new Date(ms).toISOString();

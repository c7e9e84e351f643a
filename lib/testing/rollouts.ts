import type {
  Rollout,
  RolloutDetail,
  RolloutEventItem,
  RolloutHealth,
  Router,
} from '#lib/contracts/rollouts.ts';
import { rolloutPlanSchema } from '#lib/domain/rollout/plan.ts';

const PERSON = { id: 'u1', kind: 'user', name: 'ada@example.com' } as const;

/** A time so many minutes after the rollouts of tests begin. */
export const minuteAt = (minute: number): string =>
  new Date(Date.UTC(2026, 10, 21, 8) + minute * 60_000).toISOString();

/** A rollout in its second step. */
export function rolloutOf(changes: Partial<Rollout> = {}): Rollout {
  return {
    id: '0199d3a0-0000-7000-8000-000000000601',
    created_at: minuteAt(0),
    created_by: PERSON,
    version: 1,
    status: 'running',
    candidate: { model: 'gpt-new', prompt: null },
    control: { model: 'gpt-old', prompt_version: null },
    percentage: 15,
    step: 1,
    steps: [5, 15, 25, 35, 45, 55, 65, 75, 85, 95],
    baked_minutes: 12,
    elapsed_minutes: 42,
    ended_at: null,
    reason: 'Healthy.',
    time_to_rollback_ms: null,
    canary_requests: 1_234,
    origin: null,
    ...changes,
  };
}

/** A line of history that changed nothing but the version. */
export function rolloutEventOf(changes: Partial<RolloutEventItem> = {}): RolloutEventItem {
  return {
    version: 0,
    created_at: minuteAt(0),
    kind: 'started',
    cause: 'by_hand',
    from_status: null,
    to_status: 'running',
    percentage_before: 0,
    percentage_after: 5,
    actor: PERSON,
    reason: 'A newer model.',
    first_bad_at: null,
    health: null,
    ...changes,
  };
}

/** A check after so many minutes; `bad` fails the comparison of errors and fires its trigger. */
export function rolloutHealthOf(minute: number, isBad = false): RolloutHealth {
  return {
    at: minuteAt(minute),
    from: minuteAt(Math.max(0, minute - 30)),
    verdict: isBad ? 'unhealthy' : 'healthy',
    reason: isBad ? '21.0% failed.' : 'Everything is good.',
    checks: [
      {
        metric: 'error_rate',
        ...{ canary: isBad ? 0.21 : 0.01, control: 0.012, canary_n: 100, control_n: 1_900, limit: 0.032 },
        canary_interval: { low: 0.002, high: 0.06 },
        control_interval: { low: 0.005, high: 0.02 },
        verdict: isBad ? 'bad' : 'good',
        reason: 'Errors.',
      },
      {
        metric: 'latency',
        ...{ canary: 900, control: 800, canary_n: 99, control_n: 1_880, limit: 1_200 },
        ...{ canary_interval: null, control_interval: null },
        verdict: 'good',
        reason: 'Latency.',
      },
      {
        metric: 'quality',
        ...{ canary: null, control: 0.8, canary_n: 0, control_n: 12, limit: 0.75 },
        canary_interval: { low: 0, high: 1 },
        control_interval: { low: 0.6, high: 0.95 },
        verdict: 'not_enough_data',
        reason: 'Scores.',
      },
    ],
    triggers: [
      {
        name: 'error_rate',
        ...{ value: isBad ? 0.21 : 0.01, limit: 0.05, n: 40, window_minutes: 5, is_firing: isBad },
        first_bad_at: isBad ? minuteAt(minute - 5) : null,
        reason: 'Errors over five minutes.',
      },
      {
        name: 'quality',
        ...{ value: null, limit: 0.7, n: 0, window_minutes: 30, is_firing: false },
        first_bad_at: null,
        reason: 'Scores over half an hour.',
      },
    ],
    sample_ratio: { canary: 15, control: 85, planned: 0.15, p_value: 1, is_mismatch: false },
    flags: [],
  };
}

const ARM = {
  requests: 10,
  errors: 0,
  p99_ms: 800,
  mean_score: 0.8,
  scores: 2,
  feedback: 0,
  feedback_negative: 0,
};

/** A rollout that has gone from its first step to its second, with a point a minute. */
export function rolloutDetailOf(changes: Partial<RolloutDetail> = {}): RolloutDetail {
  return {
    ...rolloutOf(),
    plan: rolloutPlanSchema.parse({}),
    health: rolloutHealthOf(42),
    events: [
      rolloutEventOf(),
      rolloutEventOf({
        ...{
          version: 1,
          created_at: minuteAt(30),
          kind: 'advanced',
          cause: 'healthy',
          from_status: 'running',
        },
        ...{ percentage_before: 5, percentage_after: 15, reason: 'Healthy.', health: rolloutHealthOf(30) },
      }),
    ],
    series: [0, 1, 2].map((minute) => ({
      ts: minuteAt(minute),
      percentage: 5,
      canary: { ...ARM, errors: minute === 1 ? 1 : 0 },
      control: { ...ARM, requests: 190 },
    })),
    totals: { canary: { ...ARM, requests: 30, errors: 1 }, control: { ...ARM, requests: 570 } },
    ...changes,
  };
}

/** The configured model serves production, and nothing is switched off. */
export function routerOf(changes: Partial<Router> = {}): Router {
  return {
    version: 3,
    production: { model: 'gpt-old', source: 'configuration', rollout_id: null, configured_model: 'gpt-old' },
    canary: null,
    is_shadow_killed: false,
    is_canary_killed: false,
    freeze: null,
    age_ms: 120,
    default_plan: rolloutPlanSchema.parse({}),
    ...changes,
  };
}

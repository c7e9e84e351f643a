import type { RolloutPlan } from '#lib/domain/rollout/plan.ts';

/** Latency, in milliseconds, above which a request is slow by the plan's trigger; null without one. */
export const slowMs = ({ triggers }: RolloutPlan): number | null => triggers.latency?.p99_ms ?? null;

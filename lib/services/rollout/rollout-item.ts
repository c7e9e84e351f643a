import type { Actor } from '#lib/contracts/audit.ts';
import type { Rollout } from '#lib/contracts/rollouts.ts';
import { stepsOf } from '#lib/domain/rollout/plan.ts';
import type { RolloutEventKind } from '#lib/domain/rollout/state.ts';
import type { RolloutRecord } from './rollout-record.ts';

const MINUTE_MS = 60_000;

/** What a list shows beside the rollout's own row. */
export interface RolloutFacts {
  lastEvent: { kind: RolloutEventKind; reason: string; createdAt: Date; firstBadAt: Date | null } | null;
  canaryRequests: number;
}

/** A rollout as the API shows it. */
export function rolloutItem(
  rollout: RolloutRecord,
  { lastEvent, canaryRequests }: RolloutFacts,
  actorOf: (id: string) => Actor,
): Rollout {
  const { id, createdAt, createdBy, version, candidate, control, plan, state, endedAt, origin } = rollout;
  return {
    ...{
      id,
      created_at: createdAt.toISOString(),
      created_by: actorOf(createdBy),
      version,
      candidate,
      origin,
    },
    ...{ status: state.status, percentage: state.percentage, step: state.step, steps: stepsOf(plan) },
    control: { model: control.model, prompt_version: control.promptVersion },
    baked_minutes: state.bakedMs / MINUTE_MS,
    elapsed_minutes: state.elapsedMs / MINUTE_MS,
    ended_at: endedAt?.toISOString() ?? null,
    reason: lastEvent?.reason ?? '',
    time_to_rollback_ms:
      lastEvent?.kind === 'rolled_back' && lastEvent.firstBadAt !== null
        ? Math.max(0, lastEvent.createdAt.getTime() - lastEvent.firstBadAt.getTime())
        : null,
    canary_requests: canaryRequests,
  };
}

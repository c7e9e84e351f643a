import type { PoolClient } from 'pg';
import type { Rollout } from '#lib/contracts/rollouts.ts';
import type { HealthReport } from '#lib/domain/rollout/health-report.ts';
import { rolloutPlanSchema, type Candidate, type RolloutPlan } from '#lib/domain/rollout/plan.ts';
import type { RolloutState } from '#lib/domain/rollout/state.ts';

/** A rollout as it is stored. */
export interface RolloutRecord {
  id: string;
  createdAt: Date;
  createdBy: string;
  /** Counts changes of state. */
  version: number;
  candidate: Candidate;
  control: { model: string; promptVersion: string | null };
  plan: RolloutPlan;
  state: RolloutState;
  /** The latest check. */
  health: HealthReport | null;
  endedAt: Date | null;
  origin: Rollout['origin'];
}

export interface RolloutRow {
  id: string;
  created_at: Date;
  created_by: string;
  version: number;
  candidate_model: string | null;
  candidate_prompt_name: string | null;
  candidate_prompt_version: string | null;
  control_model: string;
  control_prompt_version: string | null;
  plan: unknown;
  state: RolloutState;
  health: HealthReport | null;
  ended_at: Date | null;
  origin: Rollout['origin'];
}

export const ROLLOUT_COLUMNS = `id, created_at, created_by, version, candidate_model, candidate_prompt_name,
  candidate_prompt_version, control_model, control_prompt_version, plan, state, health, ended_at, origin`;

/** Statuses of rollouts whose candidate is in traffic, for SQL. */
export const ACTIVE = `status IN ('running', 'paused')`;

/** State and health are as they were stored: nobody else writes them. A plan may be older than some of its settings. */
export function recordOf(row: RolloutRow): RolloutRecord {
  const { candidate_prompt_name: name, candidate_prompt_version: version } = row;
  return {
    id: row.id,
    createdAt: row.created_at,
    createdBy: row.created_by,
    version: row.version,
    candidate: {
      model: row.candidate_model,
      prompt: name === null || version === null ? null : { name, version },
    },
    control: { model: row.control_model, promptVersion: row.control_prompt_version },
    plan: rolloutPlanSchema.parse(row.plan),
    state: row.state,
    health: row.health,
    endedAt: row.ended_at,
    origin: row.origin,
  };
}

/**
 * A rollout that nobody else can change until the end of the transaction. Null when there is none, or, where `others` are
 * skipped, when somebody else is at it.
 */
export async function lockRollout(
  client: PoolClient,
  id: string,
  others: 'wait' | 'skip',
): Promise<RolloutRecord | null> {
  const { rows } = await client.query<RolloutRow>(
    `SELECT ${ROLLOUT_COLUMNS} FROM rollouts WHERE id = $1 FOR UPDATE ${others === 'skip' ? 'SKIP LOCKED' : ''}`,
    [id],
  );
  return rows[0] ? recordOf(rows[0]) : null;
}

/** What a candidate is called in messages. */
export function candidateName({ model, prompt }: Candidate): string {
  return [model, prompt?.version ?? null].filter((part) => part !== null).join(' with ');
}

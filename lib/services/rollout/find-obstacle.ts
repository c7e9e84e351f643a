import type { PoolClient } from 'pg';
import type { Candidate } from '#lib/domain/rollout/plan.ts';
import type { RouterRow } from './production.ts';
import { ACTIVE, candidateName, recordOf, ROLLOUT_COLUMNS, type RolloutRow } from './rollout-record.ts';

type Obstacle =
  | { action: 'conflict'; message: string }
  | { action: 'invalid'; problems: { path: string; message: string }[] };

/** Why this candidate can't start now; null when it can. */
export async function findObstacle(
  client: PoolClient,
  router: RouterRow,
  candidate: Candidate,
  control: { model: string; promptVersion: string | null },
): Promise<Obstacle | null> {
  const problems = [
    ...(candidate.model === control.model
      ? [{ path: 'candidate.model', message: `${control.model} serves production already` }]
      : []),
    ...(candidate.prompt ? await promptProblems(client, candidate.prompt, control.promptVersion) : []),
  ];
  if (problems.length > 0) return { action: 'invalid', problems };
  const { rows } = await client.query<RolloutRow>(`SELECT ${ROLLOUT_COLUMNS} FROM rollouts WHERE ${ACTIVE}`);
  if (rows[0]) {
    const { id, candidate: other, createdAt, state } = recordOf(rows[0]);
    const message = `a rollout of ${candidateName(other)} is ${state.status} since ${createdAt.toISOString()} (${id}); promote or abort it first`;
    return { action: 'conflict', message };
  }
  if (router.frozen_at !== null) {
    const by = router.frozen_rollout_id === null ? '' : ` by rollout ${router.frozen_rollout_id}`;
    const message = `rollouts are frozen since ${router.frozen_at.toISOString()}${by}: ${router.frozen_reason ?? ''} Somebody has to lift the freeze first`;
    return { action: 'conflict', message };
  }
  return null;
}

async function promptProblems(
  client: PoolClient,
  { name, version }: NonNullable<Candidate['prompt']>,
  served: string | null,
): Promise<{ path: string; message: string }[]> {
  if (version === served)
    return [{ path: 'candidate.prompt.version', message: `${version} serves production already` }];
  const { rows } = await client.query<{ is_version: boolean }>(
    'SELECT version = $2 AS is_version FROM prompt_versions WHERE name = $1',
    [name, version],
  );
  if (rows.length === 0) return [{ path: 'candidate.prompt.name', message: `there is no prompt "${name}"` }];
  if (rows.some(({ is_version: isVersion }) => isVersion)) return [];
  return [{ path: 'candidate.prompt.version', message: `"${name}" has no version "${version}"` }];
}

import type { PoolClient } from 'pg';
import type { Context } from '../context.ts';
import type { RolloutRecord } from './rollout-record.ts';

export interface RouterRow {
  production_model: string | null;
  configured_model: string | null;
  frozen_at: Date | null;
  frozen_reason: string | null;
  frozen_rollout_id: string | null;
}

/** The row that gateways go by. Locked, nobody starts, promotes or rolls back meanwhile: the last lock that is taken. */
export async function readRouterState(
  client: Pick<PoolClient, 'query'>,
  lock: 'lock' | 'look',
): Promise<RouterRow> {
  const { rows } = await client.query<RouterRow>(
    `SELECT production_model, configured_model, frozen_at, frozen_reason, frozen_rollout_id
     FROM router_state WHERE id = 1 ${lock === 'lock' ? 'FOR UPDATE' : ''}`,
  );
  const [row] = rows;
  if (!row) throw new Error('router_state has lost its row');
  return row;
}

/**
 * The model that serves production: a promotion's, as long as model_version.yaml names the model that it named then; a
 * change of the file is the newer decision.
 */
export function productionModel(
  { config }: Pick<Context, 'config'>,
  {
    production_model: promoted,
    configured_model: configured,
  }: Pick<RouterRow, 'production_model' | 'configured_model'>,
): string {
  const { current_model: current } = config.modelVersion;
  return promoted !== null && configured === current ? promoted : current;
}

/** The version of a prompt that production renders; null where there is none. */
export async function productionPrompt(client: PoolClient, name: string): Promise<string | null> {
  const { rows } = await client.query<{ version: string }>(
    `SELECT version FROM prompt_aliases WHERE name = $1 AND alias = 'prod'`,
    [name],
  );
  return rows[0]?.version ?? null;
}

/** What production is by now, if it isn't what a rollout's candidate is compared with; null while it is. */
export async function changedProduction(
  ctx: Pick<Context, 'config'>,
  client: PoolClient,
  { candidate: { prompt }, control }: Pick<RolloutRecord, 'candidate' | 'control'>,
): Promise<string | null> {
  const model = productionModel(ctx, await readRouterState(client, 'look'));
  if (model !== control.model) return model;
  const version = prompt && (await productionPrompt(client, prompt.name));
  return version === control.promptVersion ? null : (version ?? `without the prompt ${prompt?.name ?? ''}`);
}

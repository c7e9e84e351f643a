import type { Pool } from 'pg';
import { promptTemplateSchema } from '#lib/domain/prompts/prompt-template.ts';
import type { ServedPrompt } from '#lib/domain/rollout/assignment.ts';
import type { RouterPrompts, RouterState } from '#lib/domain/rollout/router-state.ts';
import type { RouterReading } from './router.ts';

interface Row {
  version: number;
  production_model: string | null;
  configured_model: string | null;
  production_rollout_id: string | null;
  is_shadow_killed: boolean;
  is_canary_killed: boolean;
  frozen_at: Date | null;
  frozen_reason: string | null;
  frozen_rollout_id: string | null;
  rollout_id: string | null;
  percentage: number | null;
  candidate_model: string | null;
  candidate_prompt_name: string | null;
  candidate_prompt_version: string | null;
  is_known: boolean;
  /** Null where they are known. */
  prompts: { name: string; version: string; content: unknown }[] | null;
  candidate_prompt: unknown;
}

/** One statement, so that everything in it is of the same moment. Prompts are read when they may have changed. */
const SELECT = `
  WITH now AS (
    SELECT s.version::float8 AS version, s.production_model, s.configured_model, s.production_rollout_id,
           s.is_shadow_killed, s.is_canary_killed, s.frozen_at, s.frozen_reason, s.frozen_rollout_id,
           r.id AS rollout_id, r.percentage, r.candidate_model, r.candidate_prompt_name, r.candidate_prompt_version,
           $1::bigint IS NOT DISTINCT FROM s.version AND $2::uuid IS NOT DISTINCT FROM r.id AS is_known
    FROM router_state s LEFT JOIN rollouts r ON r.status IN ('running', 'paused')
    WHERE s.id = 1)
  SELECT now.*,
         CASE WHEN NOT is_known THEN
           (SELECT coalesce(json_agg(json_build_object('name', v.name, 'version', v.version, 'content', v.content)), '[]')
            FROM prompt_aliases a JOIN prompt_versions v USING (name, version) WHERE a.alias = 'prod')
         END AS prompts,
         CASE WHEN NOT is_known THEN
           (SELECT v.content FROM prompt_versions v
            WHERE v.name = now.candidate_prompt_name AND v.version = now.candidate_prompt_version)
         END AS candidate_prompt
  FROM now`;

/** What the database says about routing now; prompts are null when the state is the known one. */
export async function readRouterState(
  pool: Pick<Pool, 'query'>,
  known: { version: number; rolloutId: string | null } | null,
): Promise<RouterReading> {
  const { rows } = await pool.query<Row>(SELECT, [known?.version ?? null, known?.rolloutId ?? null]);
  const [row] = rows;
  if (!row) throw new Error('router_state has no row');
  return { state: stateOf(row), prompts: promptsOf(row) };
}

function stateOf(row: Row): RouterState {
  const { production_model: model, configured_model: configuredModel, frozen_at: at } = row;
  const { candidate_prompt_name: name, candidate_prompt_version: version } = row;
  return {
    version: row.version,
    promoted:
      model === null || configuredModel === null
        ? null
        : { model, configuredModel, rolloutId: row.production_rollout_id },
    rollout:
      row.rollout_id === null
        ? null
        : {
            id: row.rollout_id,
            percentage: row.percentage ?? 0,
            model: row.candidate_model,
            prompt: name === null || version === null ? null : { name, version },
          },
    kills: { shadow: row.is_shadow_killed, canary: row.is_canary_killed },
    freeze: at && { at, reason: row.frozen_reason ?? '', rolloutId: row.frozen_rollout_id },
  };
}

function promptsOf(row: Row): RouterPrompts | null {
  if (row.prompts === null) return null;
  const served = row.prompts.flatMap(({ name, version, content }): [string, ServedPrompt][] => {
    const prompt = servedPrompt(version, content);
    return prompt ? [[name, prompt]] : [];
  });
  const { candidate_prompt_version: version, candidate_prompt: content } = row;
  return { served: new Map(served), candidate: version === null ? null : servedPrompt(version, content) };
}

/** Null for a template that this version of the program doesn't understand. */
function servedPrompt(version: string, content: unknown): ServedPrompt | null {
  const template = promptTemplateSchema.safeParse(content);
  return template.success ? { version, template: template.data } : null;
}

import type { PromptVersion } from '#lib/contracts/prompts.ts';
import { promptTokens, promptWarnings, type ModelLimit } from '#lib/domain/prompts/prompt-warnings.ts';
import { actorsOf } from '../actor-names.ts';
import type { Context } from '../context.ts';
import { productionModel, readRouterState } from '../rollout/production.ts';
import { findPromptVersion, type StoredPrompt } from './stored-prompt.ts';

type ItemContext = Pick<Context, 'pool' | 'config'>;

/** One version with its texts; null when there is none. The selector is a hash, `name@hash` or an alias. */
export async function getPromptVersion(
  ctx: ItemContext,
  name: string,
  selector: string,
): Promise<PromptVersion | null> {
  const stored = await findPromptVersion(ctx.pool, name, selector);
  return stored && promptVersionItem(ctx, stored);
}

async function promptVersionItem(ctx: ItemContext, stored: StoredPrompt): Promise<PromptVersion> {
  const { name, version, template, createdAt, createdBy, message } = stored;
  const [{ rows }, actor, router] = await Promise.all([
    ctx.pool.query<{ alias: string }>(
      'SELECT alias FROM prompt_aliases WHERE name = $1 AND version = $2 ORDER BY alias',
      [name, version],
    ),
    actorsOf(ctx, [createdBy]),
    readRouterState(ctx.pool, 'look'),
  ]);
  const production = productionModel(ctx, router);
  return {
    name,
    version,
    system: template.system ?? null,
    user: template.user,
    parameters: template.parameters,
    tokens: promptTokens(template),
    created_at: createdAt.toISOString(),
    created_by: actor(createdBy),
    message,
    aliases: rows.map(({ alias }) => alias),
    warnings: promptWarnings(template, modelLimits(ctx.config, production)),
  };
}

/** Limits of the models that a prompt goes to by default: production and the candidate. */
function modelLimits({ models, shadow }: Context['config'], production: string): ModelLimit[] {
  const names = new Set([production, shadow.candidate_model]);
  return [...names].flatMap((model) => {
    const limit = model === null ? undefined : models.models[model]?.context_limit;
    return model === null || limit === undefined ? [] : [{ model, contextLimit: limit }];
  });
}

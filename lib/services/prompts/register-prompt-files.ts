import type { PromptTemplate } from '#lib/domain/prompts/prompt-template.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { registerPrompt, type RegisterContext } from './register-prompt.ts';

const ACTOR = 'configuration';

/**
 * Stores the prompts of the configuration's folder that aren't stored yet; returns the new versions. Aliases of names
 * that are known stay where they are: a changed file is a new version, which a person or a rollout makes prod.
 */
export async function registerPromptFiles(
  ctx: RegisterContext & Pick<Context, 'pool'>,
  templates: readonly PromptTemplate[],
): Promise<string[]> {
  // In one order everywhere, so that processes that start together don't wait for each other in a circle.
  const sorted = [...templates].sort((a, b) => (a.name < b.name ? -1 : 1));
  return inTransaction(ctx.pool, async (client) => {
    const added: string[] = [];
    for (const template of sorted) {
      const outcome = await registerPrompt(ctx, client, { template, actor: ACTOR });
      if (!outcome.ok)
        throw new Error(
          `the prompt ${template.name}: another text is stored as ${outcome.version}; change a word`,
        );
      if (outcome.isNew) added.push(outcome.version);
    }
    return added;
  });
}

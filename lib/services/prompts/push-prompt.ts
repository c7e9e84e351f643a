import type { PushedPrompt, PushPrompt } from '#lib/contracts/prompts.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { getPromptVersion } from './prompt-version-item.ts';
import { registerPrompt, type RegisterContext } from './register-prompt.ts';

export type PushOutcome = { ok: true; pushed: PushedPrompt } | { ok: false; reason: string };

/** Stores a version that somebody sends. Refused only where another text has the same short hash. */
export async function pushPrompt(
  ctx: RegisterContext & Pick<Context, 'pool' | 'config'>,
  actor: Principal,
  { message, ...template }: PushPrompt,
): Promise<PushOutcome> {
  const outcome = await inTransaction(ctx.pool, (client) =>
    registerPrompt(ctx, client, {
      template,
      actor: actor.id,
      message: message ? storableText(message) : null,
    }),
  );
  if (!outcome.ok)
    return { ok: false, reason: `another text is stored as ${outcome.version} already; change a word` };
  const item = await getPromptVersion(ctx, template.name, outcome.version);
  // Versions are never taken away.
  if (item === null) throw new Error(`${outcome.version} was stored and is not there`);
  return { ok: true, pushed: { ...item, is_new: outcome.isNew } };
}

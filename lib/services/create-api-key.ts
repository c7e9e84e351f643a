import type { Principal, Scope } from '#lib/domain/access/scopes.ts';
import type { Context } from './context.ts';

export interface KeyContext extends Pick<Context, 'prisma' | 'keys' | 'clock' | 'newId' | 'random'> {
  sha256Hex: (text: string) => string;
}

export interface NewApiKey {
  id: string;
  name: string;
  scopes: Scope[];
  /** The key itself: only its hash is kept, so this is the one time to see it. */
  key: string;
}

/** Makes an API key that works at once. */
export async function createApiKey(
  ctx: KeyContext,
  actor: Principal,
  input: { name: string; scopes: readonly Scope[] },
): Promise<NewApiKey> {
  const key = `lrg_${ctx.random.hex(24)}`;
  const nowMs = ctx.clock.nowMs();
  const id = ctx.newId(nowMs);
  await ctx.prisma.$transaction(async (tx) => {
    await tx.apiKey.create({
      data: {
        id,
        name: input.name,
        prefix: key.slice(0, 8),
        keyHash: ctx.sha256Hex(key),
        scopes: [...input.scopes],
        createdBy: actor.id,
        createdAt: new Date(nowMs),
      },
    });
    await tx.auditEntry.create({
      data: {
        id: ctx.newId(nowMs),
        actor: actor.id,
        action: 'api_key.create',
        target: id,
        details: { ...input, scopes: [...input.scopes] },
      },
    });
  });
  await ctx.keys.refresh();
  return { id, name: input.name, scopes: [...input.scopes], key };
}

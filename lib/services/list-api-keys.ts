import { actorsOf } from './actor-names.ts';
import type { Context } from './context.ts';

/** All API keys, revoked ones too, newest first; without the keys themselves. */
export async function listApiKeys(ctx: Pick<Context, 'prisma' | 'pool'>) {
  const keys = await ctx.prisma.apiKey.findMany({ orderBy: { createdAt: 'desc' } });
  const actor = await actorsOf(
    ctx,
    keys.map((key) => key.createdBy),
  );
  return {
    items: keys.map((key) => ({
      id: key.id,
      name: key.name,
      prefix: key.prefix,
      scopes: key.scopes,
      created_by: actor(key.createdBy),
      created_at: key.createdAt.toISOString(),
      last_used_at: key.lastUsedAt?.toISOString() ?? null,
      revoked_at: key.revokedAt?.toISOString() ?? null,
    })),
  };
}

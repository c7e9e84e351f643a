import type { Principal } from '#lib/domain/access/scopes.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import type { KeyContext } from './create-api-key.ts';

/** Revokes a key; here it stops working at once, on other replicas within seconds. False when there is no such key. */
export async function revokeApiKey(ctx: KeyContext, actor: Principal, id: string): Promise<boolean> {
  if (timeOfUuid7(id) === null) return false;
  const nowMs = ctx.clock.nowMs();
  const isRevoked = await ctx.prisma.$transaction(async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date(nowMs) },
    });
    if (count === 0) return false;
    await tx.auditEntry.create({
      data: { id: ctx.newId(nowMs), actor: actor.id, action: 'api_key.revoke', target: id },
    });
    return true;
  });
  if (isRevoked) await ctx.keys.refresh();
  return isRevoked;
}

import { ROLES, scopesOfRole, type Principal, type Role } from '#lib/domain/access/scopes.ts';
import type { Context } from './context.ts';

/** The person with this id as a caller, with the role that the database gives now; null when there is none any more. */
export async function findPerson(ctx: Pick<Context, 'prisma'>, userId: string): Promise<Principal | null> {
  const user = await ctx.prisma.user.findUnique({ where: { id: userId } });
  if (!user || !isRole(user.role)) return null;
  const { id, email, name, role } = user;
  return { kind: 'user', id, name: name ?? email, role, scopes: scopesOfRole(role) };
}

function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

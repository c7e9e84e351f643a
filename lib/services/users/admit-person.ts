import type { User } from '#lib/adapters/db/generated/client.ts';
import type { Role } from '#lib/domain/access/scopes.ts';
import type { Context } from '../context.ts';

export interface AdmitContext extends Pick<Context, 'prisma' | 'clock' | 'newId'> {
  env: { signIn: { allowedDomains: readonly string[]; defaultRole: Role } };
}

/** Who somebody is, as a provider says. */
export interface ProvenIdentity {
  provider: string;
  email: string | null;
  /** Whether the provider made sure that the address is theirs. */
  isEmailVerified: boolean;
  name: string | null;
}

export type Admission =
  { isAdmitted: true; user: User } | { isAdmitted: false; reason: 'EmailNotVerified' | 'NotInvited' };

/**
 * Lets somebody in whom a provider has identified: people with an account by their verified e-mail address, and whoever
 * has an address in an allowed domain, who gets an account with the default role.
 */
export async function admitPerson(ctx: AdmitContext, identity: ProvenIdentity): Promise<Admission> {
  const email = identity.email?.trim().toLowerCase() ?? '';
  if (email === '' || !identity.isEmailVerified) return { isAdmitted: false, reason: 'EmailNotVerified' };
  const now = new Date(ctx.clock.nowMs());
  const known = await ctx.prisma.user.findUnique({ where: { email } });
  if (known) {
    const name = known.name ?? identity.name;
    const data = { lastSignInAt: now, name };
    return { isAdmitted: true, user: await ctx.prisma.user.update({ where: { email }, data }) };
  }
  const { allowedDomains, defaultRole: role } = ctx.env.signIn;
  if (!allowedDomains.includes(email.slice(email.lastIndexOf('@') + 1)))
    return { isAdmitted: false, reason: 'NotInvited' };
  const id = ctx.newId(now.getTime());
  const user = await ctx.prisma.$transaction(async (tx) => {
    const created = await tx.user.upsert({
      where: { email },
      create: { id, email, name: identity.name, role, createdAt: now, lastSignInAt: now },
      update: { lastSignInAt: now },
    });
    if (created.id === id) {
      const details = { email, role, provider: identity.provider };
      await tx.auditEntry.create({
        data: {
          id: ctx.newId(now.getTime()),
          createdAt: now,
          actor: id,
          action: 'user.join',
          target: id,
          details,
        },
      });
    }
    return created;
  });
  return { isAdmitted: true, user };
}

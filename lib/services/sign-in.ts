import type { User } from '#lib/adapters/db/generated/client.ts';
import type { Context } from './context.ts';

export interface SignInContext extends Pick<Context, 'prisma' | 'clock'> {
  verifyPassword: (password: string, hash: string | null) => Promise<boolean>;
  sha256Hex: (text: string) => string;
}

/** The user with this e-mail address and password; null for anything else, whichever of the two was wrong. */
export async function signInWithPassword(
  ctx: SignInContext,
  email: string,
  password: string,
): Promise<User | null> {
  const user = await ctx.prisma.user.findUnique({ where: { email: email.trim().toLowerCase() } });
  const isRight = await ctx.verifyPassword(password, user?.passwordHash ?? null);
  return user && isRight ? noteSignIn(ctx, user.id) : null;
}

/** The user whom a one-time link was made for. The link is used up, also when two requests race for it. */
export async function signInWithLink(ctx: SignInContext, token: string): Promise<User | null> {
  const now = new Date(ctx.clock.nowMs());
  const tokenHash = ctx.sha256Hex(token);
  const { count } = await ctx.prisma.signInLink.updateMany({
    where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 0) return null;
  const link = await ctx.prisma.signInLink.findUnique({ where: { tokenHash } });
  return link && noteSignIn(ctx, link.userId);
}

/** Notes when somebody came in. Null when the account has just been removed. */
async function noteSignIn(ctx: SignInContext, id: string): Promise<User | null> {
  const lastSignInAt = new Date(ctx.clock.nowMs());
  const [user] = await ctx.prisma.user.updateManyAndReturn({ where: { id }, data: { lastSignInAt } });
  return user ?? null;
}

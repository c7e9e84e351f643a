import type { Context } from './context.ts';

export interface BootstrapContext extends Pick<Context, 'prisma' | 'env' | 'clock' | 'newId' | 'random'> {
  hashPassword: (password: string) => Promise<string>;
  verifyPassword: (password: string, hash: string | null) => Promise<boolean>;
  sha256Hex: (text: string) => string;
}

const LINK_HOURS = 24;
const ENVIRONMENT = 'environment';
const FIRST_ADMIN = 'admin@localhost';

/**
 * Makes sure that somebody can sign in and that the environment's key works. Returns the token of a new one-time
 * sign-in link while nobody has a password, else null.
 */
export async function bootstrapAccess(ctx: BootstrapContext): Promise<string | null> {
  const { adminEmail, adminPassword, apiKey } = ctx.env;
  if (adminEmail !== null && adminPassword !== null)
    await upsertAdmin(ctx, adminEmail.toLowerCase(), adminPassword);
  await replaceEnvironmentKey(ctx, apiKey);
  const hasPassword = await ctx.prisma.user.findFirst({
    where: { passwordHash: { not: null } },
    select: { id: true },
  });
  return hasPassword ? null : makeSignInLink(ctx);
}

async function upsertAdmin(ctx: BootstrapContext, email: string, password: string): Promise<void> {
  const existing = await ctx.prisma.user.findUnique({ where: { email } });
  if (existing?.role === 'admin' && (await ctx.verifyPassword(password, existing.passwordHash))) return;
  const passwordHash = await ctx.hashPassword(password);
  await ctx.prisma.$transaction(async (tx) => {
    const id = ctx.newId(ctx.clock.nowMs());
    const data = { role: 'admin', passwordHash };
    const user = await tx.user.upsert({ where: { email }, create: { id, email, ...data }, update: data });
    await tx.auditEntry.create({ data: auditOf(ctx, 'user.set_admin', user.id) });
  });
}

/** A key that was in the environment at an earlier start stops working when it is no longer there. */
async function replaceEnvironmentKey(ctx: BootstrapContext, apiKey: string | null): Promise<void> {
  const keyHash = apiKey === null ? null : ctx.sha256Hex(apiKey);
  await ctx.prisma.$transaction(async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: {
        createdBy: ENVIRONMENT,
        revokedAt: null,
        ...(keyHash === null ? {} : { keyHash: { not: keyHash } }),
      },
      data: { revokedAt: new Date(ctx.clock.nowMs()) },
    });
    if (count > 0) await tx.auditEntry.create({ data: auditOf(ctx, 'api_key.revoke', 'LRG_API_KEY') });
    if (apiKey === null || keyHash === null) return;
    const known = await tx.apiKey.findUnique({ where: { keyHash } });
    if (known?.revokedAt === null) return;
    const id = ctx.newId(ctx.clock.nowMs());
    const create = {
      id,
      name: 'LRG_API_KEY',
      prefix: apiKey.slice(0, 4),
      keyHash,
      scopes: ['admin'],
      createdBy: ENVIRONMENT,
    };
    await tx.apiKey.upsert({ where: { keyHash }, create, update: { revokedAt: null } });
    await tx.auditEntry.create({ data: auditOf(ctx, 'api_key.create', 'LRG_API_KEY') });
  });
}

async function makeSignInLink(ctx: BootstrapContext): Promise<string> {
  const token = ctx.random.hex(24);
  const nowMs = ctx.clock.nowMs();
  const user = await ctx.prisma.user.upsert({
    where: { email: FIRST_ADMIN },
    create: { id: ctx.newId(nowMs), email: FIRST_ADMIN, name: 'Administrator', role: 'admin' },
    update: {},
  });
  await ctx.prisma.signInLink.create({
    data: {
      tokenHash: ctx.sha256Hex(token),
      userId: user.id,
      expiresAt: new Date(nowMs + LINK_HOURS * 3_600_000),
    },
  });
  return token;
}

function auditOf(ctx: BootstrapContext, action: string, target: string) {
  return { id: ctx.newId(ctx.clock.nowMs()), actor: ENVIRONMENT, action, target };
}

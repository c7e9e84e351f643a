import type { SetPassword } from '#lib/contracts/users.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';

export interface PasswordContext extends Pick<Context, 'pool' | 'clock' | 'newId'> {
  hashPassword: (password: string) => Promise<string>;
  verifyPassword: (password: string, hash: string | null) => Promise<boolean>;
}

/** Sets a person's own password. Where there is one already, it has to be told. False when it is wrong or not told. */
export async function setPassword(
  ctx: PasswordContext,
  userId: string,
  { current_password: current, new_password: next }: SetPassword,
): Promise<boolean> {
  const { rows } = await ctx.pool.query<{ password_hash: string | null }>(
    'SELECT password_hash FROM users WHERE id = $1::uuid',
    [userId],
  );
  const stored = rows[0]?.password_hash ?? null;
  if (stored !== null && !(await ctx.verifyPassword(current ?? '', stored))) return false;
  const passwordHash = await ctx.hashPassword(next);
  return inTransaction(ctx.pool, async (client) => {
    // Only in place of the password that was checked: somebody else may have been faster.
    const { rowCount } = await client.query(
      'UPDATE users SET password_hash = $2 WHERE id = $1::uuid AND password_hash IS NOT DISTINCT FROM $3',
      [userId, passwordHash, stored],
    );
    if (rowCount === 0) return false;
    await writeAuditEntry(ctx, client, { actor: userId, action: 'user.set_password', target: userId });
    return true;
  });
}

/** Whether a person has a password, and doesn't come in by link or provider alone. */
export async function hasPassword(ctx: Pick<Context, 'pool'>, userId: string): Promise<boolean> {
  const { rowCount } = await ctx.pool.query(
    'SELECT 1 FROM users WHERE id = $1::uuid AND password_hash IS NOT NULL',
    [userId],
  );
  return rowCount === 1;
}

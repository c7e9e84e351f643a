import type { UserItem } from '#lib/contracts/users.ts';
import type { Principal, Role } from '#lib/domain/access/scopes.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { LAST_ADMIN, lockUser } from './lock-user.ts';
import { USER_COLUMNS, userItem, type UserRow } from './user-item.ts';

type UserContext = Pick<Context, 'pool' | 'clock' | 'newId'>;

/** What became of a change of a person's account. */
export type UserChange<T> =
  { action: 'done'; result: T } | { action: 'unknown' } | { action: 'refused'; reason: string };

/** Gives somebody another role; it holds from their next request on. One administrator stays. */
export async function changeRole(
  ctx: UserContext,
  actor: Principal,
  id: string,
  role: Role,
): Promise<UserChange<UserItem>> {
  return inTransaction(ctx.pool, async (client) => {
    const user = await lockUser(client, id, actor.id);
    if (!user) return { action: 'unknown' };
    if (user.isLastAdmin && role !== 'admin') return { action: 'refused', reason: LAST_ADMIN };
    if (user.role !== role) {
      await client.query('UPDATE users SET role = $2 WHERE id = $1::uuid', [id, role]);
      const details = { email: user.email, from: user.role, to: role };
      await writeAuditEntry(ctx, client, {
        actor: actor.id,
        action: 'user.change_role',
        target: id,
        details,
      });
    }
    const { rows } = await client.query<UserRow>(`SELECT ${USER_COLUMNS} FROM users WHERE id = $2::uuid`, [
      new Date(ctx.clock.nowMs()),
      id,
    ]);
    const [row] = rows;
    return row ? { action: 'done', result: userItem(row) } : { action: 'unknown' };
  });
}

/** Removes somebody's account; sessions and links of theirs are worth nothing from then on. One administrator stays. */
export async function removeUser(
  ctx: UserContext,
  actor: Principal,
  id: string,
): Promise<UserChange<undefined>> {
  return inTransaction(ctx.pool, async (client) => {
    const user = await lockUser(client, id, actor.id);
    if (!user) return { action: 'unknown' };
    if (user.isLastAdmin) return { action: 'refused', reason: LAST_ADMIN };
    await client.query('DELETE FROM sign_in_links WHERE user_id = $1::uuid', [id]);
    await client.query('DELETE FROM users WHERE id = $1::uuid', [id]);
    const details = { email: user.email, role: user.role };
    await writeAuditEntry(ctx, client, { actor: actor.id, action: 'user.remove', target: id, details });
    return { action: 'done', result: undefined };
  });
}

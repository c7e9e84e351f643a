import type { Context } from '../context.ts';
import { USER_COLUMNS, userItem, type UserRow } from './user-item.ts';

/** Everybody who may sign in, oldest account first, which is the order of the ids. */
export async function listUsers(ctx: Pick<Context, 'pool' | 'clock'>) {
  const { rows } = await ctx.pool.query<UserRow>(`SELECT ${USER_COLUMNS} FROM users ORDER BY users.id`, [
    new Date(ctx.clock.nowMs()),
  ]);
  return { items: rows.map(userItem) };
}

import type { AuditEntryItem, AuditQuery } from '#lib/contracts/audit.ts';
import { actorsOf } from './actor-names.ts';
import type { Context } from './context.ts';
import { pageFrom, readCursor } from './keyset.ts';
import { likeText } from './like-text.ts';
import { SqlParameters } from './runs/sql-parameters.ts';

interface Row {
  id: string;
  created_at: Date;
  actor: string;
  action: string;
  target: string;
  details: unknown;
}

/** What was changed by whom, newest first, which is the order of the ids. Null when the cursor isn't one of this list. */
export async function listAuditEntries(ctx: Pick<Context, 'pool'>, query: AuditQuery) {
  const parameters = new SqlParameters();
  const conditions = conditionsOf(query, parameters);
  if (query.cursor !== undefined) {
    const after = readCursor(query.cursor);
    if (!after) return null;
    conditions.push(`id < ${parameters.add(after.id, 'uuid')}`);
  }
  const { rows } = await ctx.pool.query<Row>(
    `SELECT id, created_at, actor, action, target, details FROM audit_entries
     ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
     ORDER BY id DESC LIMIT ${query.limit + 1}`,
    parameters.values,
  );
  const page = pageFrom(rows, query.limit);
  const actor = await actorsOf(
    ctx,
    page.items.flatMap((row) => [row.actor, row.target]),
  );
  const items: AuditEntryItem[] = page.items.map((row) => ({
    id: row.id,
    created_at: row.created_at.toISOString(),
    actor: actor(row.actor),
    action: row.action,
    target: actor(row.target),
    details: row.details,
  }));
  return { ...page, items };
}

function conditionsOf(query: AuditQuery, parameters: SqlParameters): string[] {
  const conditions: string[] = [];
  if (query.actor !== undefined) {
    const exact = parameters.add(query.actor, 'text');
    const part = parameters.add(`%${likeText(query.actor)}%`, 'text');
    conditions.push(
      `(actor = ${exact}
        OR actor IN (SELECT id::text FROM users WHERE email ILIKE ${part} OR name ILIKE ${part})
        OR actor IN (SELECT id::text FROM api_keys WHERE name ILIKE ${part}))`,
    );
  }
  if (query.action !== undefined) {
    const exact = parameters.add(query.action, 'text');
    conditions.push(
      `(action = ${exact} OR action LIKE ${parameters.add(`${likeText(query.action)}.%`, 'text')})`,
    );
  }
  if (query.target !== undefined) conditions.push(`target = ${parameters.add(query.target, 'text')}`);
  if (query.from !== undefined)
    conditions.push(`created_at >= ${parameters.add(new Date(query.from), 'timestamptz')}`);
  if (query.to !== undefined)
    conditions.push(`created_at < ${parameters.add(new Date(query.to), 'timestamptz')}`);
  return conditions;
}

import type { Actor } from '#lib/contracts/audit.ts';
import type { Context } from './context.ts';

/**
 * Who is behind ids of the audit log and of `created_by`. Removed people are known by what the audit log said of them;
 * an id that nothing is known of is its own name.
 */
export async function actorsOf(
  ctx: Pick<Context, 'pool'>,
  ids: readonly string[],
): Promise<(id: string) => Actor> {
  const { rows } = await ctx.pool.query<Actor>(
    `SELECT DISTINCT ON (id) id, kind, name FROM (
       SELECT id::text AS id, 'user' AS kind, COALESCE(name, email) AS name, 1 AS rank FROM users
       WHERE id::text = ANY($1::text[])
       UNION ALL
       SELECT id::text, 'api_key', name, 1 FROM api_keys WHERE id::text = ANY($1::text[])
       UNION ALL
       SELECT target, 'user', details->>'email', 2 FROM audit_entries
       WHERE target = ANY($1::text[]) AND action = 'user.remove' AND details->>'email' IS NOT NULL
     ) AS known ORDER BY id, rank`,
    [[...new Set(ids)]],
  );
  const known = new Map(rows.map((actor) => [actor.id, actor]));
  return (id) => known.get(id) ?? { id, kind: 'other', name: id };
}

import type { PromptList } from '#lib/contracts/prompts.ts';
import { actorsOf } from '../actor-names.ts';
import type { Context } from '../context.ts';
import { ALIAS_ORDER } from './prompt-sql.ts';

interface Row {
  name: string;
  versions: number;
  latest: string;
  created_at: Date;
  created_by: string;
  aliases: { alias: string; version: string }[];
}

/** All prompts by name. */
export async function listPrompts(ctx: Pick<Context, 'pool'>): Promise<PromptList> {
  const { rows } = await ctx.pool.query<Row>(
    `SELECT latest.name, counted.versions, latest.version AS latest, latest.created_at, latest.created_by,
            coalesce((SELECT json_agg(json_build_object('alias', a.alias, 'version', a.version) ORDER BY ${ALIAS_ORDER})
                      FROM prompt_aliases a WHERE a.name = latest.name), '[]') AS aliases
     FROM (SELECT DISTINCT ON (name) * FROM prompt_versions ORDER BY name, created_at DESC, version) latest
     JOIN (SELECT name, count(*)::int AS versions FROM prompt_versions GROUP BY name) counted USING (name)
     ORDER BY latest.name`,
  );
  const actor = await actorsOf(
    ctx,
    rows.map((row) => row.created_by),
  );
  return {
    items: rows.map((row) => ({
      name: row.name,
      versions: row.versions,
      aliases: row.aliases,
      latest: {
        version: row.latest,
        created_at: row.created_at.toISOString(),
        created_by: actor(row.created_by),
      },
    })),
  };
}

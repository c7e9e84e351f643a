import type { Pool, PoolClient } from 'pg';
import { promptTemplateSchema, type PromptTemplate } from '#lib/domain/prompts/prompt-template.ts';
import { selectPromptVersion } from '#lib/domain/prompts/prompt-reference.ts';

/** A version as it is stored. */
export interface StoredPrompt {
  name: string;
  version: string;
  template: PromptTemplate;
  createdAt: Date;
  createdBy: string;
  message: string | null;
}

/** Finds prompts for resolvePrompt in the database. */
export function storedPrompts(db: Pick<Pool, 'query'>) {
  return async (name: string, selector: string): Promise<PromptTemplate | null> =>
    (await findPromptVersion(db, name, selector))?.template ?? null;
}

interface Row {
  name: string;
  version: string;
  content: unknown;
  created_at: Date;
  created_by: string;
  message: string | null;
}

/**
 * The version that a hash, `name@hash` or an alias names now; null when there is none.
 *
 * @throws when what is stored isn't a prompt that this version of the program understands
 */
export async function findPromptVersion(
  db: Pick<Pool | PoolClient, 'query'>,
  name: string,
  selector: string,
): Promise<StoredPrompt | null> {
  const wanted = selectPromptVersion(name, selector);
  if (wanted === null) return null;
  const { rows } = await db.query<Row>(
    wanted.alias === null
      ? 'SELECT * FROM prompt_versions WHERE name = $1 AND version = $2'
      : `SELECT v.* FROM prompt_aliases a JOIN prompt_versions v USING (name, version)
         WHERE a.name = $1 AND a.alias = $2`,
    [name, wanted.alias ?? wanted.version],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    name: row.name,
    version: row.version,
    template: promptTemplateSchema.parse(row.content),
    createdAt: row.created_at,
    createdBy: row.created_by,
    message: row.message,
  };
}

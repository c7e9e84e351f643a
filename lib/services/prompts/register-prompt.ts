import type { PoolClient } from 'pg';
import { PRODUCTION_PROMPT_ALIAS } from '#lib/domain/prompts/prompt-reference.ts';
import {
  promptVersion,
  type PromptTemplate,
  promptTemplateSchema,
} from '#lib/domain/prompts/prompt-template.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import type { Context } from '../context.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { movePromptAlias } from './move-prompt-alias.ts';

export type RegisterContext = Pick<Context, 'clock' | 'newId' | 'sha256Hex'>;

interface Registration {
  template: PromptTemplate;
  /** Id of who registers it. */
  actor: string;
  message?: string | null | undefined;
}

export type RegisterOutcome =
  | { ok: true; version: string; isNew: boolean }
  /** Another text has the same short hash: chance, or somebody tries to pass one text off as another. */
  | { ok: false; version: string };

/**
 * Stores a version in the caller's transaction; what is there already stays as it is. The first version of a name becomes
 * its alias prod, so that a new prompt can be used at once.
 */
export async function registerPrompt(
  ctx: RegisterContext,
  client: PoolClient,
  { template, actor, message }: Registration,
): Promise<RegisterOutcome> {
  const { name } = template;
  const version = promptVersion(template, ctx.sha256Hex);
  const content = canonicalJson(template);
  const { rowCount } = await client.query(
    `INSERT INTO prompt_versions (name, version, content, created_at, created_by, message)
     VALUES ($1, $2, $3::jsonb, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [name, version, content, new Date(ctx.clock.nowMs()), actor, message ?? null],
  );
  if (rowCount === 0) {
    const { rows } = await client.query<{ content: unknown }>(
      'SELECT content FROM prompt_versions WHERE name = $1 AND version = $2',
      [name, version],
    );
    const isSame = canonicalJson(promptTemplateSchema.parse(rows[0]?.content)) === content;
    return isSame ? { ok: true, version, isNew: false } : { ok: false, version };
  }
  const details = { version, ...(message ? { message } : {}) };
  await writeAuditEntry(ctx, client, { actor, action: 'prompt.version', target: name, details });
  // One that is there already stays: another version came first.
  await movePromptAlias(ctx, client, {
    name,
    alias: PRODUCTION_PROMPT_ALIAS,
    version,
    actor,
    expected: null,
  });
  return { ok: true, version, isNew: true };
}

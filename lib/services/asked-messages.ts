import type { ChatLog } from '#lib/adapters/db/generated/client.ts';
import { promptMessages, promptTemplateSchema } from '#lib/domain/prompts/prompt-template.ts';
import type { Context } from './context.ts';

/** The messages that production was asked with: those of /v1, or the caller's prompt in the version that was rendered. */
export async function askedMessages(
  ctx: Pick<Context, 'pool'>,
  log: Pick<ChatLog, 'surface' | 'promptVersion'>,
  prompt: string,
): Promise<unknown[]> {
  if (log.surface === 'v1') return JSON.parse(prompt) as unknown[];
  const content = log.promptVersion === null ? null : await readContent(ctx, log.promptVersion);
  // Names that the configuration gives to the callers' own prompts are no versions of the registry.
  return promptMessages(content === null ? null : promptTemplateSchema.parse(content), prompt);
}

async function readContent({ pool }: Pick<Context, 'pool'>, version: string): Promise<unknown> {
  const { rows } = await pool.query<{ content: unknown }>(
    'SELECT content FROM prompt_versions WHERE name = $1 AND version = $2',
    [version.slice(0, Math.max(0, version.lastIndexOf('@'))), version],
  );
  return rows[0]?.content ?? null;
}

import { z } from 'zod';
import type { PromptDetail } from '#lib/contracts/prompts.ts';
import { isPromptName } from '#lib/domain/prompts/prompt-reference.ts';
import { actorsOf } from '../actor-names.ts';
import type { Context } from '../context.ts';
import { ALIAS_ORDER } from './prompt-sql.ts';
import { promptUsage } from './prompt-usage.ts';

const USAGE_DAYS = 30;
const DAY_MS = 86_400_000;
const MOST_HISTORY = 100;

interface VersionRow {
  version: string;
  created_at: Date;
  created_by: string;
  message: string | null;
}

interface AliasRow {
  alias: string;
  version: string;
  updated_at: Date;
  updated_by: string;
}

interface HistoryRow {
  id: string;
  created_at: Date;
  actor: string;
  action: 'prompt.alias' | 'prompt.version';
  details: unknown;
}

const optional = z.string().nullish().default(null);
const moveSchema = z.object({ alias: z.string(), from: optional, to: z.string(), reason: optional });
const additionSchema = z.object({ version: z.string(), message: optional });

/** Everything of a prompt but its texts; null when there is none of this name. */
export async function getPrompt(
  ctx: Pick<Context, 'pool' | 'config' | 'clock'>,
  name: string,
): Promise<PromptDetail | null> {
  if (!isPromptName(name)) return null;
  const { rows: versions } = await ctx.pool.query<VersionRow>(
    `SELECT version, created_at, created_by, message FROM prompt_versions WHERE name = $1
     ORDER BY created_at DESC, version`,
    [name],
  );
  if (versions.length === 0) return null;
  const nowMs = ctx.clock.nowMs();
  const range = { from: new Date(nowMs - USAGE_DAYS * DAY_MS), to: new Date(nowMs) };
  const [aliases, history, usageOf] = await Promise.all([
    readAliases(ctx, name),
    readHistory(ctx, name),
    promptUsage(ctx, range),
  ]);
  const actor = await actorsOf(ctx, [
    ...versions.map((row) => row.created_by),
    ...aliases.map((row) => row.updated_by),
    ...history.map((row) => row.actor),
  ]);
  return {
    name,
    versions: versions.map(({ version, created_at: createdAt, created_by: createdBy, message }) => ({
      version,
      created_at: createdAt.toISOString(),
      created_by: actor(createdBy),
      message,
      aliases: aliases.filter((row) => row.version === version).map(({ alias }) => alias),
      usage: usageOf(version),
    })),
    usage_from: range.from.toISOString(),
    aliases: aliases.map(({ alias, version, updated_at: updatedAt, updated_by: updatedBy }) => ({
      alias,
      version,
      updated_at: updatedAt.toISOString(),
      updated_by: actor(updatedBy),
    })),
    history: history.flatMap((row) => {
      const told = historyOf(row);
      const { id, created_at: createdAt } = row;
      return told ? [{ id, created_at: createdAt.toISOString(), actor: actor(row.actor), ...told }] : [];
    }),
  };
}

async function readAliases({ pool }: Pick<Context, 'pool'>, name: string): Promise<AliasRow[]> {
  const { rows } = await pool.query<AliasRow>(
    `SELECT alias, version, updated_at, updated_by FROM prompt_aliases a WHERE name = $1 ORDER BY ${ALIAS_ORDER}`,
    [name],
  );
  return rows;
}

async function readHistory({ pool }: Pick<Context, 'pool'>, name: string): Promise<HistoryRow[]> {
  const { rows } = await pool.query<HistoryRow>(
    `SELECT id, created_at, actor, action, details FROM audit_entries
     WHERE target = $1 AND action IN ('prompt.alias', 'prompt.version')
     ORDER BY created_at DESC, id DESC LIMIT $2`,
    [name, MOST_HISTORY],
  );
  return rows;
}

function historyOf({ action, details }: HistoryRow) {
  if (action === 'prompt.alias') {
    const move = moveSchema.safeParse(details);
    return move.success ? { kind: 'alias' as const, ...move.data } : null;
  }
  const added = additionSchema.safeParse(details);
  if (!added.success) return null;
  const { version, message } = added.data;
  return { kind: 'version' as const, alias: null, from: null, to: version, reason: message };
}

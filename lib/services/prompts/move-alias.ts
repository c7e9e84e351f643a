import type { PoolClient } from 'pg';
import type { MovedPromptAlias, MovePromptAlias } from '#lib/contracts/prompts.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import {
  isPromptName,
  PRODUCTION_PROMPT_ALIAS,
  promptAliasSchema,
  selectPromptVersion,
} from '#lib/domain/prompts/prompt-reference.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { movePromptAlias } from './move-prompt-alias.ts';

export type MoveOutcome =
  | { ok: true; moved: MovedPromptAlias }
  | { ok: false; status: 404 | 409; reason: string }
  | { ok: false; status: 422; problem: { path: string; message: string } };

const NO_PROMPT = 'there is no such prompt';

/** Moves an alias by hand, with the reason in the history. Prod stays where it is while a rollout of the prompt is in traffic. */
export async function moveAlias(
  ctx: Pick<Context, 'pool' | 'clock' | 'newId'>,
  actor: Principal,
  target: { name: string; alias: string },
  asked: MovePromptAlias,
): Promise<MoveOutcome> {
  const { name, alias } = target;
  if (!isPromptName(name)) return { ok: false, status: 404, reason: NO_PROMPT };
  const wrongAlias = promptAliasSchema.safeParse(alias).error?.issues[0]?.message;
  if (wrongAlias !== undefined) return invalid('alias', wrongAlias);
  const version = versionOf(name, asked.version);
  if (version === null) return invalid('version', `expected eight digits 0-9 a-f, or ${name}@ and those`);
  const expected = asked.expected_version;
  return inTransaction(ctx.pool, async (client) => {
    if (!(await exists(client, name))) return { ok: false, status: 404, reason: NO_PROMPT };
    const rollout = await rolloutInTraffic(client, name, alias);
    if (rollout !== null) {
      const reason = `a rollout of this prompt is in traffic (${rollout}): promote or abort it first`;
      return { ok: false, status: 409, reason };
    }
    const outcome = await movePromptAlias(ctx, client, {
      ...{ name, alias, version, actor: actor.id },
      reason: asked.reason ? storableText(asked.reason) : null,
      // An unreadable expectation is one that doesn't hold.
      expected: typeof expected === 'string' ? (versionOf(name, expected) ?? expected) : expected,
    });
    if (outcome.ok) {
      const { previous, isMoved } = outcome;
      return { ok: true, moved: { name, alias, version, previous_version: previous, is_moved: isMoved } };
    }
    if (outcome.problem === 'unknown_version') return invalid('version', `there is no version ${version}`);
    const now = outcome.current === null ? 'there is no such alias now' : `it names ${outcome.current} now`;
    return { ok: false, status: 409, reason: `somebody else moved ${alias} meanwhile: ${now}` };
  });
}

function invalid(path: string, message: string): MoveOutcome {
  return { ok: false, status: 422, problem: { path, message } };
}

/** `name@hash` of a version that is named so or by its hash; null for anything else. */
function versionOf(name: string, text: string): string | null {
  return selectPromptVersion(name, text)?.version ?? null;
}

async function exists(client: PoolClient, name: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM prompt_versions WHERE name = $1 LIMIT 1', [name]);
  return rowCount !== 0;
}

/** Id of the rollout that compares this prompt's candidate with prod; to move prod would change what it compares. */
async function rolloutInTraffic(client: PoolClient, name: string, alias: string): Promise<string | null> {
  if (alias !== PRODUCTION_PROMPT_ALIAS) return null;
  // Rollouts start and end under this row's lock too.
  await client.query('SELECT 1 FROM router_state WHERE id = 1 FOR UPDATE');
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM rollouts WHERE status IN ('running', 'paused') AND candidate_prompt_name = $1`,
    [name],
  );
  return rows[0]?.id ?? null;
}

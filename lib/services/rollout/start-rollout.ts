import type { PoolClient } from 'pg';
import type { StartRollout } from '#lib/contracts/rollouts.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { Candidate, RolloutPlan } from '#lib/domain/rollout/plan.ts';
import { startRollout as firstStep, type Transition } from '#lib/domain/rollout/transition.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import { storableLine, storableText } from '#lib/domain/text/storable.ts';
import type { Channel } from '../alerts/read-channels.ts';
import { claimKey, once, readKeyUse, type KeyedRequest } from '../gate/idempotency.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { carryOut } from './carry-out.ts';
import { findObstacle } from './find-obstacle.ts';
import { planOf } from './plan-of.ts';
import { productionModel, productionPrompt, readRouterState } from './production.ts';
import type { RolloutContext } from './rollout-context.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { insertEvent } from './store-transition.ts';
import { tellRollout } from './tell-rollout.ts';
import { usableChannels } from './usable-channels.ts';

export type StartOutcome =
  | { action: 'started'; id: string; isNew: boolean }
  | { action: 'conflict'; message: string }
  | { action: 'invalid'; problems: { path: string; message: string }[] }
  /** The Idempotency-Key belongs to another request. */
  | { action: 'key_reused' };

/**
 * Starts a rollout, in one transaction with its first line of history. Asked again with the same key, or without one for the
 * same candidate from the same commit, it finds what it started. Refused while another one is active, and during a freeze.
 */
export async function startRollout(
  ctx: RolloutContext,
  actor: Principal,
  asked: StartRollout,
  key: KeyedRequest | null,
): Promise<StartOutcome> {
  const planned = planOf(asked.plan, ctx.config.rollout.default);
  if (!planned.ok) return { action: 'invalid', problems: planned.problems };
  const channels = await usableChannels(ctx);
  const outcome = await once(ctx, key, () =>
    inTransaction(ctx.pool, (client) =>
      start(ctx, client, { actor, asked, plan: planned.plan, key, channels }),
    ),
  );
  if (outcome === 'other_request') return { action: 'key_reused' };
  return 'action' in outcome ? outcome : { action: 'started', id: outcome.id, isNew: false };
}

interface Start {
  actor: Principal;
  asked: StartRollout;
  plan: RolloutPlan;
  key: KeyedRequest | null;
  channels: readonly Channel[];
}

async function start(ctx: RolloutContext, client: PoolClient, request: Start): Promise<StartOutcome> {
  const { actor, asked, plan, key, channels } = request;
  // Starts wait for each other here.
  const router = await readRouterState(client, 'lock');
  const use = key && (await readKeyUse(client, key));
  if (use === 'other_request') return { action: 'key_reused' };
  if (use) return { action: 'started', id: use.id, isNew: false };
  const occasion = key === null ? occasionOf(ctx, asked) : null;
  const known = occasion === null ? null : await findOccasion(client, occasion);
  if (known !== null) return { action: 'started', id: known, isNew: false };
  const { candidate } = asked;
  const control = {
    model: productionModel(ctx, router),
    promptVersion: candidate.prompt && (await productionPrompt(client, candidate.prompt.name)),
  };
  const obstacle = await findObstacle(client, router, candidate, control);
  if (obstacle !== null) return obstacle;
  const nowMs = ctx.clock.nowMs();
  const id = ctx.newId(nowMs);
  const reason = asked.reason ?? `${actor.name} started it.`;
  const first = firstStep(plan, nowMs, reason);
  const rollout: RolloutRecord = {
    ...{ id, candidate, control, plan, version: 1, state: first.state, health: null, endedAt: null },
    ...{ createdAt: new Date(nowMs), createdBy: actor.id, origin: asked.origin ?? null },
  };
  await insertRollout(client, rollout, occasion);
  await storeFirstEvent(ctx, client, rollout, first, actor, channels);
  await claimKey(ctx, client, key, { rolloutId: id });
  return { action: 'started', id, isNew: true };
}

async function storeFirstEvent(
  ctx: RolloutContext,
  client: PoolClient,
  rollout: RolloutRecord,
  { event }: Transition,
  actor: Principal,
  channels: readonly Channel[],
): Promise<void> {
  if (event === null) return;
  await insertEvent(ctx, client, rollout, event, { actor: actor.id, health: null });
  await carryOut(ctx, client, rollout, event, actor.id);
  await tellRollout(ctx, client, rollout, event, channels);
  await writeAuditEntry(ctx, client, {
    ...{ actor: actor.id, action: 'rollout.start', target: rollout.id },
    details: { candidate: rollout.candidate, reason: event.reason, origin: rollout.origin },
  });
}

/** What asks for a rollout from outside: a candidate of a commit. Null where no commit is named. */
function occasionOf(
  ctx: Pick<RolloutContext, 'sha256Hex'>,
  { candidate, origin }: StartRollout,
): string | null {
  if (!origin?.commit) return null;
  const { commit, branch = null, pull_request = null } = origin;
  return `ci ${ctx.sha256Hex(canonicalJson({ candidate, commit, branch, pull_request }))}`;
}

async function findOccasion(client: PoolClient, occasion: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM rollouts WHERE occasion = $1', [
    occasion,
  ]);
  return rows[0]?.id ?? null;
}

async function insertRollout(
  client: PoolClient,
  { id, createdAt, createdBy, candidate, control, plan, state, origin, version }: RolloutRecord,
  occasion: string | null,
): Promise<void> {
  const { model, prompt }: Candidate = candidate;
  await client.query(
    `INSERT INTO rollouts (id, created_at, created_by, version, status, candidate_model, candidate_prompt_name,
       candidate_prompt_version, control_model, control_prompt_version, percentage, plan, state, occasion, origin)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13::jsonb, $14, $15::jsonb)`,
    [
      ...[id, createdAt, createdBy, version, state.status],
      ...[model === null ? null : storableText(model), prompt?.name ?? null, prompt?.version ?? null],
      ...[control.model, control.promptVersion, state.percentage, storableLine(plan), storableLine(state)],
      ...[occasion, origin === null ? null : storableLine(origin)],
    ],
  );
}

import type { PoolClient } from 'pg';
import { assessHealth } from '#lib/domain/rollout/assess-health.ts';
import type { HealthReport } from '#lib/domain/rollout/health-report.ts';
import type { RolloutPlan } from '#lib/domain/rollout/plan.ts';
import { transition, type Transition } from '#lib/domain/rollout/transition.ts';
import { inTransaction } from '../in-transaction.ts';
import { countUnits, readMinutes, refreshMinutes } from './minutes.ts';
import { changedProduction } from './production.ts';
import { SYSTEM_ACTOR, type RolloutContext } from './rollout-context.ts';
import { ACTIVE, lockRollout, type RolloutRecord } from './rollout-record.ts';
import type { RolloutWatch } from './rollout-watch.ts';
import { slowMs } from './slow-ms.ts';
import { storeTransition } from './store-transition.ts';
import { usableChannels } from './usable-channels.ts';

const MINUTE_MS = 60_000;
/** Exchanges, judgements and opinions may be stored a little after the check that should have seen them. */
const LATE_MS = 2 * MINUTE_MS;
/** After a pause between checks more may be late; a whole hour, or step, is looked through once a minute in any case. */
const LATE_AFTER_GAP_MS = 15 * MINUTE_MS;
const WHOLE_MS = 60 * MINUTE_MS;
/** Calls that were under way at the end of a rollout are looked for at every check. */
const FRESH_MS = 2 * MINUTE_MS;

/**
 * Looks at the rollout that is under way, if there is one and no other process is at it: brings its minutes up to date,
 * judges its health, and makes at most one step, with all its effects in the same transaction. Then brings those that ended
 * a short while ago up to date. Returns whether there was a step.
 */
export async function checkRollouts(ctx: RolloutContext, watch: RolloutWatch): Promise<boolean> {
  const nowMs = ctx.clock.nowMs();
  const { rows } = await ctx.pool.query<{ id: string; ended_at: Date | null }>(
    `SELECT id, ended_at FROM rollouts WHERE ${ACTIVE} OR ended_at > $1`,
    [new Date(nowMs - WHOLE_MS)],
  );
  let hasMoved = false;
  for (const { id, ended_at: endedAt } of rows) {
    if (endedAt === null) hasMoved = (await checkRollout(ctx, watch, id)) || hasMoved;
    else if (nowMs - endedAt.getTime() < FRESH_MS || watch.isDue(`late rows of ${id}`))
      await settleRollout(ctx, id);
  }
  return hasMoved;
}

async function checkRollout(ctx: RolloutContext, watch: RolloutWatch, id: string): Promise<boolean> {
  const channels = await usableChannels(ctx);
  const isWhole = watch.isDue(id);
  return inTransaction(ctx.pool, async (client) => {
    const rollout = await lockRollout(client, id, 'skip');
    if (rollout?.endedAt !== null) return false;
    const nowMs = ctx.clock.nowMs();
    await refreshMinutes(client, id, staleSince(rollout, nowMs, isWhole), slowMs(rollout.plan));
    const report = await judge(client, rollout, nowMs, isWhole);
    const next =
      (await overtaken(ctx, client, rollout, nowMs)) ??
      transition(rollout.plan, rollout.state, { kind: 'check', report }, nowMs);
    const health = withKnownRatio(report, rollout.health);
    await storeTransition(ctx, client, rollout, next, { actor: SYSTEM_ACTOR, health, channels });
    return next.event !== null;
  });
}

/** From when on minutes may have changed since the last check. */
function staleSince({ state }: RolloutRecord, nowMs: number, isWhole: boolean): number {
  const gapMs = Math.abs(nowMs - state.lastSeenMs);
  const recentMs = Math.min(nowMs, state.lastSeenMs) - (gapMs > MINUTE_MS ? LATE_AFTER_GAP_MS : LATE_MS);
  return isWhole ? Math.min(recentMs, state.stepStartedMs, nowMs - WHOLE_MS) : recentMs;
}

async function judge(
  client: PoolClient,
  { id, plan, state }: RolloutRecord,
  nowMs: number,
  isWhole: boolean,
): Promise<HealthReport> {
  const sinceMs = Math.min(state.stepStartedMs, nowMs - longestWindowMs(plan)) - MINUTE_MS;
  const arms = await readMinutes(client, id, sinceMs);
  const units =
    isWhole && plan.sample_ratio !== null ? await countUnits(client, id, state.stepStartedMs) : null;
  return assessHealth(plan, state, { nowMs, ...arms, units });
}

/** What isn't counted every time is shown as it was counted last, as long as it is about the same step. */
function withKnownRatio(report: HealthReport, before: HealthReport | null): HealthReport {
  if (report.sampleRatio !== null || before?.fromMs !== report.fromMs) return report;
  return { ...report, sampleRatio: before.sampleRatio };
}

function longestWindowMs({ triggers: { error_rate: errors, latency, quality } }: RolloutPlan): number {
  const windows = [errors, latency, quality].map((trigger) => trigger?.for_minutes ?? 0);
  return Math.max(0, ...windows) * MINUTE_MS;
}

/** The abort of a rollout whose control doesn't serve production any more; null while it does. */
async function overtaken(
  ctx: RolloutContext,
  client: PoolClient,
  rollout: RolloutRecord,
  nowMs: number,
): Promise<Transition | null> {
  const now = await changedProduction(ctx, client, rollout);
  if (now === null) return null;
  const reason = `Production is ${now} now, and not what the candidate was compared with.`;
  return transition(rollout.plan, rollout.state, { kind: 'abort', reason }, nowMs);
}

/** Rows of an ended rollout that came late: calls that were under way, judgements, opinions. */
async function settleRollout(ctx: RolloutContext, id: string): Promise<void> {
  await inTransaction(ctx.pool, async (client) => {
    const rollout = await lockRollout(client, id, 'skip');
    if (!rollout?.endedAt) return;
    await refreshMinutes(client, id, rollout.endedAt.getTime() - WHOLE_MS, slowMs(rollout.plan));
  });
}

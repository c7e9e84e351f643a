import type { PoolClient } from 'pg';
import type { RolloutDetail, RolloutEventItem } from '#lib/contracts/rollouts.ts';
import type { HealthReport } from '#lib/domain/rollout/health-report.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import { actorsOf } from '../actor-names.ts';
import type { Context } from '../context.ts';
import { healthItem } from './health-item.ts';
import { readSpans } from './minutes.ts';
import { rolloutItem } from './rollout-item.ts';
import { recordOf, ROLLOUT_COLUMNS, type RolloutRow } from './rollout-record.ts';
import { armFigures, seriesOf } from './series.ts';

type EventRow = Omit<RolloutEventItem, 'created_at' | 'first_bad_at' | 'health' | 'actor'> & {
  created_at: Date;
  first_bad_at: Date | null;
  health: HealthReport | null;
  actor: string;
};

/** A rollout with its history, health and figures over time. Null when there is none. */
export async function getRollout(ctx: Pick<Context, 'pool'>, id: string): Promise<RolloutDetail | null> {
  if (timeOfUuid7(id) === null) return null;
  const { rows } = await ctx.pool.query<RolloutRow>(`SELECT ${ROLLOUT_COLUMNS} FROM rollouts WHERE id = $1`, [
    id,
  ]);
  if (!rows[0]) return null;
  const rollout = recordOf(rows[0]);
  const events = await readEvents(ctx.pool, id, rollout.version);
  const arms = await readSpans(ctx.pool, id);
  const actorOf = await actorsOf(ctx, [rollout.createdBy, ...events.map(({ actor }) => actor)]);
  const changes = events.map((event) => ({
    atMs: event.created_at.getTime(),
    percentage: event.percentage_after,
  }));
  const totals = { canary: armFigures(arms.canary), control: armFigures(arms.control) };
  const last = events.at(-1);
  const lastEvent = last
    ? { kind: last.kind, reason: last.reason, createdAt: last.created_at, firstBadAt: last.first_bad_at }
    : null;
  return {
    ...rolloutItem(rollout, { lastEvent, canaryRequests: totals.canary.requests }, actorOf),
    plan: rollout.plan,
    health: rollout.health && healthItem(rollout.health),
    events: events.map((event) => ({
      ...event,
      created_at: event.created_at.toISOString(),
      first_bad_at: event.first_bad_at?.toISOString() ?? null,
      actor: actorOf(event.actor),
      health: event.health && healthItem(event.health),
    })),
    series: seriesOf(arms, changes),
    totals,
  };
}

/** Up to the version that was read, so that history and state say the same. */
async function readEvents(
  database: Pick<PoolClient, 'query'>,
  id: string,
  version: number,
): Promise<EventRow[]> {
  const { rows } = await database.query<EventRow>(
    `SELECT version, created_at, kind, cause, from_status, to_status, percentage_before, percentage_after, actor,
            reason, first_bad_at, health
     FROM rollout_events WHERE rollout_id = $1 AND version <= $2 ORDER BY version`,
    [id, version],
  );
  return rows;
}

/**
 * Waits until a rollout has ended, the time is over, or the caller has gone; without a rollout not at all. The database is
 * asked at most once a second.
 *
 * @param waitMs milliseconds
 */
export async function waitForRollout(
  ctx: Pick<Context, 'pool' | 'clock' | 'sleep'>,
  id: string,
  waitMs: number,
  signal: AbortSignal,
): Promise<void> {
  if (timeOfUuid7(id) === null) return;
  const untilMs = ctx.clock.elapsedMs() + waitMs;
  while (!signal.aborted) {
    const leftMs = untilMs - ctx.clock.elapsedMs();
    if (leftMs <= 0) return;
    const { rows } = await ctx.pool.query<{ ended_at: Date | null }>(
      'SELECT ended_at FROM rollouts WHERE id = $1',
      [id],
    );
    if (rows[0]?.ended_at !== null) return;
    await ctx.sleep(Math.min(POLL_MS, leftMs), signal).catch(() => undefined);
  }
}

const POLL_MS = 500;

import type { z } from 'zod';
import type { Rollout, rolloutsQuerySchema } from '#lib/contracts/rollouts.ts';
import type { RolloutEventKind } from '#lib/domain/rollout/state.ts';
import { actorsOf } from '../actor-names.ts';
import type { Context } from '../context.ts';
import { pageFrom, readCursor } from '../keyset.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { rolloutItem } from './rollout-item.ts';
import { recordOf, ROLLOUT_COLUMNS, type RolloutRow } from './rollout-record.ts';

type Row = RolloutRow & {
  kind: RolloutEventKind | null;
  reason: string | null;
  event_at: Date | null;
  first_bad_at: Date | null;
  canary_requests: string;
};

/** Rollouts, newest first. Null when the cursor isn't one of this list. */
export async function listRollouts(
  ctx: Pick<Context, 'pool'>,
  { limit, cursor, status }: z.output<typeof rolloutsQuerySchema>,
): Promise<{ items: Rollout[]; next_cursor: string | null } | null> {
  const parameters = new SqlParameters();
  const conditions = ['true'];
  if (cursor !== undefined) {
    const after = readCursor(cursor);
    if (!after) return null;
    const time = parameters.add(after.time, 'timestamptz');
    conditions.push(`(created_at, id) < (${time}, ${parameters.add(after.id, 'uuid')})`);
  }
  if (status !== undefined) conditions.push(`status = ${parameters.add(status, 'text')}`);
  const { rows } = await ctx.pool.query<Row>(
    `SELECT r.*, e.kind, e.reason, e.created_at AS event_at, e.first_bad_at,
            (SELECT coalesce(sum(requests), 0) FROM rollout_spans s
             WHERE s.rollout_id = r.id AND s.resolution = 'day' AND s.arm = 'canary') AS canary_requests
     FROM (SELECT ${ROLLOUT_COLUMNS} FROM rollouts WHERE ${conditions.join(' AND ')}
           ORDER BY created_at DESC, id DESC LIMIT ${limit + 1}) r
          LEFT JOIN rollout_events e ON e.rollout_id = r.id AND e.version = r.version
     ORDER BY r.created_at DESC, r.id DESC`,
    parameters.values,
  );
  const page = pageFrom(rows, limit);
  const actorOf = await actorsOf(
    ctx,
    page.items.map(({ created_by: by }) => by),
  );
  return { ...page, items: page.items.map((row) => rolloutItem(recordOf(row), factsOf(row), actorOf)) };
}

function factsOf({ kind, reason, event_at: createdAt, first_bad_at: firstBadAt, canary_requests: n }: Row) {
  const lastEvent = kind && createdAt ? { kind, reason: reason ?? '', createdAt, firstBadAt } : null;
  return { lastEvent, canaryRequests: Number(n) };
}

import type { AlertEventDetail, AlertEventItem, AlertEventsQuery, AlertList } from '#lib/contracts/alerts.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import type { Context } from '../context.ts';
import { pageFrom, readCursor } from '../keyset.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { thresholdOf } from './gather-observations.ts';
import { readQuietHours, readRules } from './read-rules.ts';

type ListContext = Pick<Context, 'pool' | 'config' | 'log'>;
type StateItem = AlertList['items'][number];
type StateRow = Omit<StateItem, 'rule_name' | 'rule_kind' | 'since' | 'last_notified_at'> & {
  since: Date | null;
  last_notified_at: Date | null;
};

/** What every rule in force sees, firing alerts first, the oldest of them first. */
export async function listAlerts(ctx: ListContext): Promise<AlertList> {
  const watching = (await readRules(ctx))
    .map(({ rule }) => rule)
    .filter((rule) => !rule.is_paused && thresholdOf(ctx, rule) !== null);
  const rules = new Map(watching.map((rule) => [rule.id, rule]));
  const { checkedAt } = await readQuietHours(ctx, ctx.pool);
  const { rows } = await ctx.pool.query<StateRow>(
    `SELECT rule_id, key, status, since, is_told, last_notified_at, value, threshold, samples, detail, link
     FROM alert_states
     ORDER BY array_position(ARRAY['firing', 'pending', 'no_data', 'ok'], status), since, rule_id, key LIMIT 2000`,
  );
  const items = rows.flatMap((row): StateItem[] => {
    const rule = rules.get(row.rule_id);
    if (!rule) return [];
    return [
      {
        ...row,
        rule_name: rule.name,
        rule_kind: rule.kind,
        since: row.since?.toISOString() ?? null,
        last_notified_at: row.last_notified_at?.toISOString() ?? null,
      },
    ];
  });
  return {
    checked_at: checkedAt,
    rules: rules.size,
    firing: items.filter(({ status }) => status === 'firing').length,
    items,
  };
}

const EVENT_COLUMNS = `id, created_at, rule_id, rule_name, rule_kind, key, kind, from_status, to_status, outcome, reason,
  value, threshold, samples, since, detail, advice, link, message_id`;

type EventRow = Omit<AlertEventItem, 'created_at' | 'since'> & { created_at: Date; since: Date | null };

/** History, newest first. Null when the cursor isn't one of this list. */
export async function listAlertEvents(ctx: Pick<Context, 'pool'>, query: AlertEventsQuery) {
  const parameters = new SqlParameters();
  const conditions = ['true'];
  const { cursor, limit, rule, kind, outcome, message } = query;
  if (cursor !== undefined) {
    const after = readCursor(cursor);
    if (!after) return null;
    const time = parameters.add(after.time, 'timestamptz');
    conditions.push(`(created_at, id) < (${time}, ${parameters.add(after.id, 'uuid')})`);
  }
  if (rule !== undefined) conditions.push(`rule_id = ${parameters.add(rule, 'text')}`);
  if (kind !== undefined) conditions.push(`kind = ${parameters.add(kind, 'text')}`);
  if (outcome !== undefined) conditions.push(`outcome = ${parameters.add(outcome, 'text')}`);
  if (message !== undefined) conditions.push(`message_id = ${parameters.add(message, 'uuid')}`);
  const { rows } = await ctx.pool.query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM alert_events WHERE ${conditions.join(' AND ')}
     ORDER BY created_at DESC, id DESC LIMIT ${limit + 1}`,
    parameters.values,
  );
  return pageFrom(rows.map(eventOf), limit);
}

/** One event with what became of its message. Null when there is no such event. */
export async function getAlertEvent(
  ctx: Pick<Context, 'pool'>,
  id: string,
): Promise<AlertEventDetail | null> {
  if (timeOfUuid7(id) === null) return null;
  const { rows } = await ctx.pool.query<EventRow>(`SELECT ${EVENT_COLUMNS} FROM alert_events WHERE id = $1`, [
    id,
  ]);
  const [row] = rows;
  if (!row) return null;
  const deliveries = await ctx.pool.query<
    Omit<AlertEventDetail['deliveries'][number], 'next_attempt_at'> & { next_attempt_at: Date | null }
  >(
    `SELECT id, channel_id, channel_name, channel_kind, state, next_attempt_at, attempts
     FROM alert_deliveries WHERE message_id = $1 ORDER BY channel_name, id`,
    [row.message_id],
  );
  return {
    ...eventOf(row),
    deliveries: deliveries.rows.map((delivery) => ({
      ...delivery,
      next_attempt_at: delivery.next_attempt_at?.toISOString() ?? null,
    })),
  };
}

function eventOf(row: EventRow): AlertEventItem {
  return { ...row, created_at: row.created_at.toISOString(), since: row.since?.toISOString() ?? null };
}

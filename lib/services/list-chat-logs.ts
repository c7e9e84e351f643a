import type { ChatLogListItem, ChatLogPage, ChatLogsQuery } from '#lib/contracts/chat-logs.ts';
import type { Context } from './context.ts';
import { readCursor as readId } from './keyset.ts';
import { isBehind, orderBy, readCursor, writeCursor, type KeysetOrder } from './runs/keyset-order.ts';
import { SqlParameters } from './runs/sql-parameters.ts';
import { timeRangeOf } from './time-range.ts';
import {
  chatLogColumns,
  chatLogListItem,
  SINCE_COLUMNS,
  SINCE_JOINS,
  type ChatLogListRecord,
} from './traffic/chat-log-item.ts';
import { trafficConditions } from './traffic/filter-sql.ts';

const EXCERPT_CHARACTERS = 4_000;

const ORDERS = {
  created_at: { column: 'c.created_at', type: 'timestamptz' },
  latency_ms: { column: 'c.latency_ms', type: 'double precision' },
  cost_usd: { column: 'c.cost_usd', type: 'double precision' },
  total_tokens: { column: '(c.input_tokens + c.output_tokens)', type: 'integer' },
} as const;

/**
 * Exchanges that a filter lets through. Null when the cursor isn't one of this list. The cursor of a list by time is the
 * id of the last item.
 */
export async function listChatLogs(
  ctx: Pick<Context, 'pool' | 'clock'>,
  query: ChatLogsQuery,
): Promise<ChatLogPage | null> {
  const parameters = new SqlParameters();
  const order: KeysetOrder = {
    ...ORDERS[query.sort],
    name: query.sort,
    idColumn: 'c.id',
    idType: 'uuid',
    direction: query.order,
  };
  const conditions = [trafficConditions(query, timeRangeOf(query, ctx.clock.nowMs()), parameters)];
  if (query.cursor !== undefined) {
    const condition = behind(order, query.cursor, parameters);
    if (condition === null) return null;
    conditions.push(condition);
  }
  // The page is chosen first: what belongs to its rows is looked up for them alone.
  const direction = query.order;
  const by = query.sort === 'created_at' ? `c.created_at ${direction}, c.id ${direction}` : orderBy(order);
  const { rows } = await ctx.pool.query<ChatLogListRecord>(
    `WITH page AS (
       SELECT c.created_at, c.id FROM chat_logs c WHERE ${conditions.join('\n AND ')}
       ORDER BY ${by} LIMIT ${query.limit + 1})
     SELECT ${chatLogColumns(query.texts === 'full' ? null : EXCERPT_CHARACTERS)}, ${SINCE_COLUMNS}
     FROM page JOIN chat_logs c ON c.created_at = page.created_at AND c.id = page.id
     ${SINCE_JOINS} ORDER BY ${by}`,
    parameters.values,
  );
  const items = rows.slice(0, query.limit).map(chatLogListItem);
  const last = rows.length > query.limit ? items.at(-1) : undefined;
  return { items, next_cursor: last ? cursorOf(order, query.sort, last) : null };
}

/** By time alone, a row is found behind another by the table's key. */
function behind(order: KeysetOrder, cursor: string, parameters: SqlParameters): string | null {
  if (order.name !== 'created_at') {
    const position = readCursor(order, cursor);
    return position && isBehind(order, position, parameters);
  }
  const position = readId(cursor);
  if (!position) return null;
  const sign = order.direction === 'asc' ? '>' : '<';
  const place = `${parameters.add(position.time, 'timestamptz')}, ${parameters.add(position.id, 'uuid')}`;
  return `(c.created_at, c.id) ${sign} (${place})`;
}

function cursorOf(order: KeysetOrder, sort: ChatLogsQuery['sort'], item: ChatLogListItem): string {
  switch (sort) {
    case 'created_at':
      return item.id;
    case 'latency_ms':
      return writeCursor(order, { value: item.latency_ms, id: item.id });
    case 'cost_usd':
      return writeCursor(order, { value: item.cost_usd, id: item.id });
    case 'total_tokens': {
      const { input_tokens: input, output_tokens: output } = item;
      return writeCursor(order, {
        value: input === null || output === null ? null : input + output,
        id: item.id,
      });
    }
  }
}

import type { ChatLogListItem, ChatLogPage, ChatLogsQuery } from '#lib/contracts/chat-logs.ts';
import type { Context } from './context.ts';
import { readCursor as readId } from './keyset.ts';
import { isBehind, orderBy, readCursor, writeCursor, type KeysetOrder } from './runs/keyset-order.ts';
import { SqlParameters } from './runs/sql-parameters.ts';
import { timeRangeOf, type TimeRange } from './time-range.ts';
import {
  chatLogColumns,
  chatLogListItem,
  SINCE_COLUMNS,
  SINCE_JOINS,
  type ChatLogListRecord,
} from './traffic/chat-log-item.ts';
import { indexedConditions, otherConditions } from './traffic/filter-sql.ts';
import { lookedAtRange, mostLookedAt } from './traffic/looked-at.ts';

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
  const asked = timeRangeOf(query, ctx.clock.nowMs());
  const indexed = indexedConditions(query, asked, parameters);
  const others = otherConditions(query, await scoredRange(ctx, query, asked), parameters);
  const isByTime = query.sort === 'created_at';
  const direction = query.order;
  if (query.cursor !== undefined) {
    const condition = behind(order, query.cursor, parameters);
    if (condition === null) return null;
    (isByTime ? indexed : others).push(condition);
  }
  const by = isByTime ? `c.created_at ${direction}, c.id ${direction}` : orderBy(order);
  const near = isByTime ? by : 'c.created_at DESC, c.id DESC';
  const isSearched = others.length > 0 || !isByTime;
  const most = mostLookedAt(query);
  const hasIndex = isByTime && isIndexable(query.search) && (await hasTextIndex(ctx));
  // Where no index answers, so many of the nearest exchanges are looked through, and the page says how far it got.
  const nearest = (count: number) =>
    `(SELECT * FROM chat_logs c WHERE ${indexed.join('\n AND ')} ORDER BY ${near} LIMIT ${count})`;
  const page = (from: string, conditions: readonly string[]) => `
    SELECT c.created_at, c.id FROM ${from} c WHERE ${conditions.length > 0 ? conditions.join('\n AND ') : 'true'}
    ORDER BY ${by} LIMIT ${query.limit + 1}`;
  const read = async (choice: string) =>
    (
      await ctx.pool.query<ChatLogListRecord>(
        // The page is chosen first: what belongs to its rows is looked up for them alone.
        `WITH page AS (${choice})
         SELECT ${chatLogColumns(query.texts === 'full' ? null : EXCERPT_CHARACTERS)}, ${SINCE_COLUMNS}
         FROM page JOIN chat_logs c ON c.created_at = page.created_at AND c.id = page.id
         ${SINCE_JOINS} ORDER BY ${by}`,
        parameters.values,
      )
    ).rows;
  let rows = await read(
    isSearched ? page(nearest(hasIndex ? FEW : most), others) : page('chat_logs', indexed),
  );
  let reached: { ts: Date; id: string } | null = null;
  if (isSearched && rows.length <= query.limit) {
    // Words that are neither frequent nor rare: the index would find far more than a page of them.
    if (hasIndex && rows.length > 0) rows = await read(page(nearest(most), others));
    if (hasIndex && rows.length <= query.limit)
      rows = await read(`
        WITH hits AS MATERIALIZED (SELECT c.created_at, c.id FROM chat_logs c WHERE ${[...indexed, ...others].join('\n AND ')})
        SELECT c.created_at, c.id FROM hits c ORDER BY ${by} LIMIT ${query.limit + 1}`);
    else if (!hasIndex) reached = await lastLookedAt(ctx, query, asked, near, most);
  }
  const items = rows.slice(0, query.limit).map(chatLogListItem);
  const last = rows.length > query.limit ? items.at(-1) : undefined;
  const next = last ? cursorOf(order, query.sort, last) : isByTime ? (reached?.id ?? null) : null;
  return { items, next_cursor: next, searched_to: reached?.ts.toISOString() ?? null };
}

/** Evaluations are looked up for those exchanges alone that are looked through. */
async function scoredRange(
  ctx: Pick<Context, 'pool'>,
  query: ChatLogsQuery,
  range: TimeRange,
): Promise<TimeRange> {
  const isScored = query.min_score !== undefined || query.max_score !== undefined;
  if (!isScored || query.order !== 'desc') return range;
  const cursor = query.sort === 'created_at' && query.cursor !== undefined ? readId(query.cursor) : null;
  return lookedAtRange(ctx, query, cursor ? { from: range.from, to: cursor.time } : range);
}

/** A word that occurs often is found among so few; one that doesn't is quickly found by the index. */
const FEW = 2_000;

/** Trigrams are of three letters or digits. */
const isIndexable = (search: string | undefined): boolean =>
  search !== undefined && /[\p{L}\p{N}]{3}/u.test(search);

/** An index of trigrams is there where somebody has made it. */
async function hasTextIndex({ pool }: Pick<Context, 'pool'>): Promise<boolean> {
  const { rows } = await pool.query<{ is_there: boolean }>(
    `SELECT to_regclass('chat_logs_text_idx') IS NOT NULL AS is_there`,
  );
  return rows[0]?.is_there === true;
}

/** The last of the exchanges that were looked through; null when there were no more than that. */
async function lastLookedAt(
  { pool }: Pick<Context, 'pool'>,
  query: ChatLogsQuery,
  range: TimeRange,
  near: string,
  most: number,
): Promise<{ ts: Date; id: string } | null> {
  const parameters = new SqlParameters();
  const indexed = indexedConditions(query, range, parameters);
  if (query.sort === 'created_at' && query.cursor !== undefined) {
    const order = {
      ...ORDERS.created_at,
      name: query.sort,
      idColumn: 'c.id',
      idType: 'uuid',
      direction: query.order,
    };
    const condition = behind(order as KeysetOrder, query.cursor, parameters);
    if (condition !== null) indexed.push(condition);
  }
  const { rows } = await pool.query<{ ts: Date; id: string }>(
    `SELECT c.created_at AS ts, c.id FROM chat_logs c WHERE ${indexed.join(' AND ')}
     ORDER BY ${near} OFFSET ${most - 1} LIMIT 1`,
    parameters.values,
  );
  return rows[0] ?? null;
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

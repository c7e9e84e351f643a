import type { ChatLogExportQuery, ChatLogListItem, ChatLogsQuery } from '#lib/contracts/chat-logs.ts';
import { csvLine, type CsvValue } from '#lib/domain/export/csv.ts';
import type { Context } from '../context.ts';
import { listChatLogs } from '../list-chat-logs.ts';
import { timeRangeOf } from '../time-range.ts';

type ExportContext = Pick<Context, 'pool' | 'clock'>;

/** Small, because each of its texts may have a megabyte. */
const PAGE = 100;

const COLUMNS = [
  ...['id', 'created_at', 'surface', 'user_id', 'session_id', 'use_case', 'model_version', 'prompt_version'],
  ...['variant', 'upstream', 'status', 'http_status', 'error', 'finish_reason', 'stream', 'attempts'],
  ...['latency_ms', 'time_to_first_token_ms', 'input_tokens', 'cached_input_tokens', 'output_tokens'],
  ...['cost_usd', 'price_source', 'sampled', 'score', 'feedback_up', 'feedback_down', 'prompt_hash'],
  ...['prompt', 'response', 'tool_calls', 'metadata'],
] as (keyof ChatLogListItem)[];

/**
 * All exchanges that a filter lets through as a file, newest first, piece by piece: a page is read when the one before
 * it was taken, so that an export of any length needs the memory of one page, and stops when nobody takes more.
 */
export async function* exportChatLogs(
  ctx: ExportContext,
  { format, ...filter }: ChatLogExportQuery,
): AsyncGenerator<string> {
  const isCsv = format === 'csv';
  if (isCsv) yield csvLine(COLUMNS);
  const { from, to } = timeRangeOf(filter, ctx.clock.nowMs());
  // The end stays where it is, however long this takes: what comes in meanwhile isn't part of it.
  const query: ChatLogsQuery = {
    ...filter,
    ...{ from: from.toISOString(), to: to.toISOString() },
    ...{ limit: PAGE, sort: 'created_at', order: 'desc', texts: 'full' },
  };
  let cursor: string | undefined;
  do {
    const page = await listChatLogs(ctx, cursor === undefined ? query : { ...query, cursor });
    if (!page) throw new Error('the next page of an export can not be read');
    const lines = page.items.map((item) => (isCsv ? csvOf(item) : `${JSON.stringify(item)}\n`));
    if (lines.length > 0) yield lines.join('');
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

function csvOf(item: ChatLogListItem): string {
  return csvLine(COLUMNS.map((name) => cellOf(name, item[name])));
}

function cellOf(name: string, value: unknown): CsvValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  // A whole number of 64 bits, ours.
  if (name === 'prompt_hash' && typeof value === 'string') return BigInt(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

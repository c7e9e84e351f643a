import type { RunPage, RunsQuery } from '#lib/contracts/runs.ts';
import { parseFilter } from '#lib/domain/runs/filter/parse.ts';
import type { Context } from '../context.ts';
import { filterSql } from './filter-sql.ts';
import { isBehind, orderBy, readCursor, writeCursor, type KeysetOrder } from './keyset-order.ts';
import type { InputProblem } from './problem-list.ts';
import { SUMMARY_COLUMNS, summaryOf, type SummaryRow } from './run-summary.ts';
import { SqlParameters } from './sql-parameters.ts';

const TYPES: Record<RunsQuery['sort'], KeysetOrder['type']> = {
  created_at: 'timestamptz',
  overall: 'double precision',
  model: 'text',
  cost_usd: 'double precision',
  examples: 'integer',
};

/** A page of runs that a filter expression lets through, or what is wrong with the query. */
export async function listRuns(
  ctx: Pick<Context, 'pool'>,
  query: RunsQuery,
): Promise<{ ok: true; page: RunPage } | { ok: false; problem: InputProblem }> {
  const parameters = new SqlParameters();
  const order: KeysetOrder = {
    name: query.sort,
    column: `runs.${query.sort}`,
    type: TYPES[query.sort],
    idColumn: 'runs.id',
    idType: 'uuid',
    direction: query.order,
  };
  const conditions = ['true'];
  if (query.cursor !== undefined) {
    const position = readCursor(order, query.cursor);
    if (!position) return refused('cursor', 'expected the next_cursor of an earlier page in the same order');
    conditions.push(isBehind(order, position, parameters));
  }
  if (query.filter !== undefined && query.filter.trim() !== '') {
    const reading = parseFilter(query.filter);
    if (!reading.ok) return refused('filter', `character ${reading.position + 1}: ${reading.message}`);
    conditions.push(filterSql(reading.filter, parameters));
  }
  const { rows } = await ctx.pool.query<SummaryRow>(
    `WITH page AS (
       SELECT * FROM runs WHERE ${conditions.join(' AND ')}
       ORDER BY ${orderBy(order)} LIMIT ${query.limit + 1})
     SELECT ${SUMMARY_COLUMNS} FROM page AS runs ORDER BY ${orderBy(order)}`,
    parameters.values,
  );
  const items = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? items.at(-1) : undefined;
  const next_cursor = last ? writeCursor(order, { value: valueOf(last[query.sort]), id: last.id }) : null;
  return { ok: true, page: { items: items.map(summaryOf), next_cursor } };
}

function valueOf(value: Date | string | number | null): string | number | null {
  return value instanceof Date ? value.getTime() : value;
}

function refused(path: string, message: string): { ok: false; problem: InputProblem } {
  return { ok: false, problem: { path, message } };
}

import type { BaselinePage } from '#lib/contracts/verdicts.ts';
import type { PageQuery } from '#lib/contracts/page.ts';
import type { Context } from '../context.ts';
import { isBehind, orderBy, readCursor, writeCursor, type KeysetOrder } from '../runs/keyset-order.ts';
import { SUMMARY_COLUMNS, summaryOf, type SummaryRow } from '../runs/run-summary.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';

const NEWEST_FIRST: KeysetOrder = {
  name: 'promoted_at',
  column: 'promoted_at',
  type: 'timestamptz',
  idColumn: 'id',
  idType: 'uuid',
  direction: 'desc',
};

interface BaselineRow extends SummaryRow {
  promotion_id: string;
  promoted_at: Date;
  promoted_by: string;
  is_current: boolean;
}

/** Promotions with their runs, the latest first. Null when the cursor isn't one of this list. */
export async function listBaselines(
  ctx: Pick<Context, 'pool'>,
  { limit, cursor }: PageQuery,
): Promise<BaselinePage | null> {
  const parameters = new SqlParameters();
  const position = cursor === undefined ? null : readCursor(NEWEST_FIRST, cursor);
  if (cursor !== undefined && !position) return null;
  const condition = position ? isBehind(NEWEST_FIRST, position, parameters) : 'true';
  const { rows } = await ctx.pool.query<BaselineRow>(
    `WITH page AS (
       SELECT * FROM run_promotions WHERE ${condition} ORDER BY ${orderBy(NEWEST_FIRST)} LIMIT ${limit + 1})
     SELECT page.id AS promotion_id, page.promoted_at, ${NAME_OF_PROMOTER} AS promoted_by,
       page.id = (SELECT id FROM run_promotions ORDER BY promoted_at DESC, id DESC LIMIT 1) AS is_current,
       ${SUMMARY_COLUMNS}
     FROM page JOIN runs ON runs.id = page.run_id ORDER BY page.promoted_at DESC, page.id DESC`,
    parameters.values,
  );
  const items = rows.slice(0, limit).map((row) => ({
    id: row.promotion_id,
    promoted_at: row.promoted_at.toISOString(),
    promoted_by: row.promoted_by,
    is_current: row.is_current,
    run: summaryOf(row),
  }));
  const last = rows.length > limit ? items.at(-1) : undefined;
  const next_cursor = last
    ? writeCursor(NEWEST_FIRST, { value: Date.parse(last.promoted_at), id: last.id })
    : null;
  return { items, next_cursor };
}

/** Promotions are kept with the id of a key or a person, whose name may change. */
const NAME_OF_PROMOTER = `coalesce(
  (SELECT name FROM api_keys WHERE id::text = page.promoted_by),
  (SELECT coalesce(name, email) FROM users WHERE id::text = page.promoted_by),
  page.promoted_by)`;

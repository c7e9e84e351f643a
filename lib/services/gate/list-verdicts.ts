import type { VerdictPage, VerdictsQuery } from '#lib/contracts/verdicts.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { pageFrom, readCursor } from '../keyset.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { VERDICT_COLUMNS, VERDICT_JOINS, verdictSummaryOf, type VerdictRow } from './verdict-summary.ts';

/** Verdicts that the query asks for, newest first. Null when the cursor isn't one of this list. */
export async function listVerdicts(
  ctx: Pick<Context, 'pool'>,
  query: VerdictsQuery,
): Promise<VerdictPage | null> {
  const parameters = new SqlParameters();
  const conditions = ['true'];
  for (const key of ['verdict', 'repository', 'branch'] as const) {
    const value = query[key];
    if (value !== undefined) conditions.push(`${key} = ${parameters.add(storableText(value), 'text')}`);
  }
  if (query.run_id !== undefined) conditions.push(`run_id = ${parameters.add(query.run_id, 'uuid')}`);
  if (query.pull_request !== undefined)
    conditions.push(`pull_request = ${parameters.add(query.pull_request, 'integer')}`);
  if (query.cursor !== undefined) {
    const after = readCursor(query.cursor);
    if (!after) return null;
    const time = parameters.add(after.time, 'timestamptz');
    conditions.push(`(created_at, id) < (${time}, ${parameters.add(after.id, 'uuid')})`);
  }
  const { rows } = await ctx.pool.query<VerdictRow>(
    `WITH page AS (
       SELECT * FROM verdicts WHERE ${conditions.join(' AND ')}
       ORDER BY created_at DESC, id DESC LIMIT ${query.limit + 1})
     SELECT ${VERDICT_COLUMNS} FROM page AS verdicts ${VERDICT_JOINS}
     ORDER BY verdicts.created_at DESC, verdicts.id DESC`,
    parameters.values,
  );
  return pageFrom(rows.map(verdictSummaryOf), query.limit);
}

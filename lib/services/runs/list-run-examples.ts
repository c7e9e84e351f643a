import type { RunExamplePage, RunExamplesQuery } from '#lib/contracts/runs.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { likeText } from '../like-text.ts';
import { EXAMPLE_COLUMNS, exampleOf, type ExampleRow } from './example-rows.ts';
import { isRunId } from './get-run.ts';
import { isBehind, orderBy, readCursor, writeCursor, type KeysetOrder } from './keyset-order.ts';
import type { InputProblem } from './problem-list.ts';
import { SqlParameters } from './sql-parameters.ts';

type Listing = { ok: true; page: RunExamplePage } | { ok: false; problem: InputProblem };

const SHOWN: Record<RunExamplesQuery['show'], string> = {
  all: 'true',
  failed_checks: 'e.required_checks_passed = false',
  missing: 'e.has_missing',
  error: 'e.has_error',
};

/** A page of a run's examples with all of their answers; null when there is no such run. */
export async function listRunExamples(
  ctx: Pick<Context, 'pool'>,
  runId: string,
  query: RunExamplesQuery,
): Promise<Listing | null> {
  const order = orderOf(query);
  const position = query.cursor === undefined ? undefined : readCursor(order, query.cursor);
  if (position === null) {
    const message = 'expected the next_cursor of an earlier page in the same order';
    return { ok: false, problem: { path: 'cursor', message } };
  }
  if (!(await hasRun(ctx, runId))) return null;

  const parameters = new SqlParameters();
  const conditions = [`e.run_id = ${parameters.add(runId, 'uuid')}`, SHOWN[query.show]];
  if (query.category !== undefined)
    conditions.push(`e.category = ${parameters.add(storableText(query.category), 'text')}`);
  if (query.search !== undefined && query.search !== '') conditions.push(contains(query.search, parameters));
  if (position) conditions.push(isBehind(order, position, parameters));
  const { rows } = await ctx.pool.query<ExampleRow>(
    `WITH page AS (
       SELECT e.*, g.group_name, g.source, g.prompt, g.reference_response
       FROM run_examples AS e JOIN golden_examples AS g ON g.hash = e.example_hash
       WHERE ${conditions.join(' AND ')} ORDER BY ${orderBy(order)} LIMIT ${query.limit + 1})
     SELECT ${EXAMPLE_COLUMNS}
     FROM page AS e ORDER BY ${orderBy(order)}`,
    parameters.values,
  );
  const items = rows.slice(0, query.limit).map(exampleOf);
  const last = rows.length > query.limit ? items.at(-1) : undefined;
  const next_cursor = last ? writeCursor(order, { value: last[query.sort], id: last.position }) : null;
  return { ok: true, page: { items, next_cursor } };
}

function orderOf({ sort, order }: RunExamplesQuery): KeysetOrder {
  return {
    name: sort,
    column: `e.${sort}`,
    type: sort === 'position' ? 'integer' : 'double precision',
    idColumn: 'e.position',
    idType: 'integer',
    direction: order,
  };
}

/** The text is looked for in id, prompt, reference and answers, whatever its case. */
function contains(search: string, parameters: SqlParameters): string {
  const pattern = parameters.add(`%${likeText(storableText(search))}%`, 'text');
  const texts = ['e.example_id', 'g.prompt', 'g.reference_response'].map(
    (text) => `${text} ILIKE ${pattern}`,
  );
  return `(${texts.join(' OR ')} OR EXISTS (
    SELECT 1 FROM run_answers AS a
    WHERE a.run_id = e.run_id AND a.position = e.position AND a.answer ILIKE ${pattern}))`;
}

async function hasRun({ pool }: Pick<Context, 'pool'>, id: string): Promise<boolean> {
  if (!isRunId(id)) return false;
  return Boolean((await pool.query('SELECT 1 FROM runs WHERE id = $1', [id])).rowCount);
}

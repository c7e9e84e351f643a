import type {
  ComparedExample,
  ComparedExamplePage,
  ComparedExamplesQuery,
} from '#lib/contracts/comparisons.ts';
import type { RunExample } from '#lib/contracts/runs.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { EXAMPLE_COLUMNS, exampleOf, type ExampleRow } from '../runs/example-rows.ts';
import { isBehind, orderBy, readCursor, writeCursor, type KeysetOrder } from '../runs/keyset-order.ts';
import type { InputProblem } from '../runs/problem-list.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { findRuns } from './find-runs.ts';

type Listing =
  | { ok: true; page: ComparedExamplePage }
  | { ok: false; problem: InputProblem }
  | { ok: false; status: 404 | 409; reason: string };

/** A change this small is the rounding of means. */
const NOISE = 1e-9;

const CHANGES: Record<
  ComparedExamplesQuery['change'],
  { condition: string; by: string; direction: 'asc' | 'desc' }
> = {
  regressed: { condition: `delta < -${NOISE}`, by: 'delta', direction: 'asc' },
  improved: { condition: `delta > ${NOISE}`, by: 'delta', direction: 'desc' },
  all: { condition: 'true', by: 'abs(delta)', direction: 'desc' },
};

interface PairRow {
  key: number;
  value: number | null;
  delta: number | null;
  reference_position: number | null;
  current_position: number | null;
}

/**
 * A page of the examples of two runs, those that changed most first, those without a change at the end. An id that stands for
 * another prompt, reference answer or category on the other side has no change: it is another example.
 */
export async function compareExamples(
  ctx: Pick<Context, 'pool'>,
  query: ComparedExamplesQuery,
): Promise<Listing> {
  const [referenceId = '', currentId = ''] = query.runs;
  const { condition, by, direction } = CHANGES[query.change];
  const order: KeysetOrder = {
    name: `changes-${query.change}`,
    column: by,
    type: 'double precision',
    idColumn: 'key',
    idType: 'integer',
    direction,
  };
  const position = query.cursor === undefined ? undefined : readCursor(order, query.cursor);
  if (position === null) {
    const message = 'expected the next_cursor of an earlier page of the same list';
    return { ok: false, problem: { path: 'cursor', message } };
  }
  const found = await findRuns(ctx, query.runs);
  if (!found.ok) return found;

  const parameters = new SqlParameters();
  const [reference, current] = [parameters.add(referenceId, 'uuid'), parameters.add(currentId, 'uuid')];
  const conditions = [condition];
  if (query.category !== undefined) {
    const category = parameters.add(storableText(query.category), 'text');
    conditions.push(`(reference_category = ${category} OR current_category = ${category})`);
  }
  if (position) conditions.push(isBehind(order, position, parameters));
  const { rows } = await ctx.pool.query<PairRow>(
    `WITH pairs AS (${pairsOf(reference, current)})
     SELECT key, ${by} AS value, delta, reference_position, current_position FROM pairs
     WHERE ${conditions.join(' AND ')} ORDER BY ${orderBy(order)} LIMIT ${query.limit + 1}`,
    parameters.values,
  );
  const shown = rows.slice(0, query.limit);
  const [before, after] = await Promise.all([
    readExamples(
      ctx,
      referenceId,
      shown.map((row) => row.reference_position),
    ),
    readExamples(
      ctx,
      currentId,
      shown.map((row) => row.current_position),
    ),
  ]);
  const items = shown.flatMap((row) =>
    comparedOf(row.delta, before.get(row.reference_position ?? -1), after.get(row.current_position ?? -1)),
  );
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  const next_cursor = last ? writeCursor(order, { value: last.value, id: last.key }) : null;
  return { ok: true, page: { items, next_cursor } };
}

/** Both runs' examples by id. The key is the place in the current run, and below 0 for what it lacks. */
function pairsOf(reference: string, current: string): string {
  const side = (id: string) =>
    `(SELECT position, example_id, example_hash, category, composite FROM run_examples WHERE run_id = ${id})`;
  return `
    SELECT coalesce(c.position, -1 - r.position) AS key, r.position AS reference_position,
           c.position AS current_position, r.category AS reference_category, c.category AS current_category,
           CASE WHEN r.example_hash = c.example_hash OR EXISTS (
                  SELECT 1 FROM golden_examples AS a JOIN golden_examples AS b
                    ON (a.category, a.prompt, a.reference_response) = (b.category, b.prompt, b.reference_response)
                  WHERE a.hash = r.example_hash AND b.hash = c.example_hash)
                THEN c.composite - r.composite END AS delta
    FROM ${side(reference)} AS r FULL JOIN ${side(current)} AS c ON c.example_id = r.example_id`;
}

async function readExamples(
  { pool }: Pick<Context, 'pool'>,
  runId: string,
  positions: readonly (number | null)[],
): Promise<Map<number, RunExample>> {
  const { rows } = await pool.query<ExampleRow>(
    `SELECT ${EXAMPLE_COLUMNS}
     FROM (SELECT e.*, g.group_name, g.source, g.prompt, g.reference_response
           FROM run_examples AS e JOIN golden_examples AS g ON g.hash = e.example_hash
           WHERE e.run_id = $1 AND e.position = ANY ($2::int[])) AS e`,
    [runId, positions.filter((position) => position !== null)],
  );
  return new Map(rows.map((row) => [row.position, exampleOf(row)]));
}

function comparedOf(
  delta: number | null,
  reference: RunExample | undefined,
  current: RunExample | undefined,
): ComparedExample[] {
  const shown = current ?? reference;
  if (!shown) return [];
  const { id, category, prompt, reference_response: referenceResponse } = shown;
  return [
    {
      ...{ id, category, prompt, reference_response: referenceResponse, delta },
      ...{ reference: reference ?? null, current: current ?? null },
    },
  ];
}

import type { Pool } from 'pg';
import type { Scores } from '#lib/contracts/scores.ts';
import { exampleTexts } from '#lib/domain/gate/example-texts.ts';
import type { ExampleTexts } from '#lib/domain/gate/scorecard.ts';

/** Prompt and worst answer of a run's examples, by their ids. */
export type SideTexts = ReadonlyMap<string, { prompt: string; answer: string | null }>;

/** Reads the texts of a few examples of a stored run. */
export async function readTexts(
  pool: Pick<Pool, 'query'>,
  runId: string,
  ids: readonly string[],
): Promise<SideTexts> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; prompt: string; answer: string | null }>(
    `SELECT e.example_id AS id, g.prompt,
       (SELECT answer FROM run_answers AS a
        WHERE a.run_id = e.run_id AND a.position = e.position AND answer IS NOT NULL
        ORDER BY coalesce(a.composite, 1), a.repeat LIMIT 1) AS answer
     FROM run_examples AS e JOIN golden_examples AS g ON g.hash = e.example_hash
     WHERE e.run_id = $1 AND e.example_id = ANY($2::text[])`,
    [runId, ids],
  );
  return new Map(rows.map(({ id, ...texts }) => [id, texts]));
}

/** The same of scores that aren't stored yet. */
export function textsIn(scores: Pick<Scores, 'examples'>, ids: readonly string[]): SideTexts {
  const wanted = new Set(ids);
  const textsOf = exampleTexts({ examples: scores.examples.filter(({ id }) => wanted.has(id)) }, null);
  return new Map(
    ids.flatMap((id) => {
      const texts = textsOf(id);
      return texts ? [[id, { prompt: texts.prompt, answer: texts.current }] as const] : [];
    }),
  );
}

/** Both sides of the examples of a comparison. */
export function joinTexts(baseline: SideTexts, current: SideTexts): ReadonlyMap<string, ExampleTexts> {
  return new Map(
    [...current].map(([id, { prompt, answer }]) => [
      id,
      { prompt, baseline: baseline.get(id)?.answer ?? null, current: answer },
    ]),
  );
}

import type { Pool, PoolClient } from 'pg';
import type { Signature } from '#lib/contracts/scores.ts';
import type { GateAnswer, GateExample, GateRun } from '#lib/domain/gate/gate-run.ts';
import { breathe } from '../runs/breathe.ts';
import { CRITERION, WHOLE_RUN } from '../runs/run-rows.ts';
import { criteriaInOrder, inOrder } from './gate-run-of.ts';

type Queryable = Pick<Pool | PoolClient, 'query'>;

const PAGE = 500;

interface HeadRow extends Omit<
  GateRun,
  'finished_at' | 'signature' | 'categories' | 'overall_metrics' | 'examples'
> {
  finished_at: Date;
  signature: Signature;
  categories: [string, number][] | null;
  criteria: [string, number, number | null][] | null;
}

type AnswerRow = [
  repeat: number,
  status: GateAnswer['status'],
  composite: number | null,
  length: number | null,
  checks: [required: boolean, passed: boolean][] | null,
  judge: [score: number | null, isJudged: boolean, failedRequired: string[] | null][] | null,
];

interface ExampleRow extends Omit<GateExample, 'answers'> {
  position: number;
  answers: AnswerRow[];
}

/** A stored run as the gate reads it, in the order of its scores file; null when there is none, or it hasn't finished. */
export async function loadGateRun(client: Queryable, runId: string): Promise<GateRun | null> {
  const { rows } = await client.query<HeadRow>(HEAD, [runId]);
  const [row] = rows;
  if (!row) return null;
  const { finished_at: finishedAt, signature, categories, criteria, ...head } = row;
  return {
    ...head,
    finished_at: finishedAt.toISOString(),
    signature: inOrder(signature),
    categories: Object.fromEntries((categories ?? []).map(([name, weight]) => [name, { weight }])),
    overall_metrics: {
      criteria: criteriaInOrder((criteria ?? []).map(([id, n, mean]) => [id, { n, mean }] as const)),
    },
    examples: await loadExamples(client, runId),
  };
}

const HEAD = `
  SELECT id AS run_id, model, prompt_version, finished_at, is_simulated, quality, reasons, repeats, signature,
    (SELECT json_agg(json_build_array(category, weight) ORDER BY position) FROM run_categories
     WHERE run_id = runs.id AND category <> '${WHOLE_RUN}') AS categories,
    (SELECT json_agg(json_build_array(substr(metric, ${CRITERION.length + 1}), n, mean)) FROM run_scores
     WHERE run_id = runs.id AND category = '${WHOLE_RUN}' AND starts_with(metric, '${CRITERION}')) AS criteria
  FROM runs WHERE id = $1 AND state = 'finished'`;

async function loadExamples(client: Queryable, runId: string): Promise<GateExample[]> {
  const examples: GateExample[] = [];
  for (let after = -1; ;) {
    const { rows } = await client.query<ExampleRow>(EXAMPLES, [runId, after, PAGE]);
    for (const { position, answers, ...example } of rows) {
      examples.push({ ...example, answers: answers.map(answerOf) });
      after = position;
      await breathe(examples.length);
    }
    if (rows.length < PAGE) return examples;
  }
}

/** Texts are only compared, so their hashes do; an answer's length is counted as JavaScript does, in UTF-16. */
const EXAMPLES = `
  SELECT e.position, e.example_id AS id, e.category, g.group_name AS "group",
    encode(sha256(convert_to(g.prompt, 'UTF8')), 'hex') AS prompt,
    encode(sha256(convert_to(g.reference_response, 'UTF8')), 'hex') AS reference_response,
    (SELECT json_agg(json_build_array(a.repeat, a.status, a.composite,
        length(a.answer) + CASE WHEN octet_length(a.answer) > length(a.answer)
          THEN regexp_count(a.answer, '[\\U00010000-\\U0010FFFF]') ELSE 0 END,
        (SELECT json_agg(json_build_array(c -> 'required', c -> 'passed') ORDER BY n)
         FROM jsonb_array_elements(a.checks) WITH ORDINALITY AS x (c, n)),
        (SELECT json_agg(json_build_array(j -> 'score', jsonb_typeof(j -> 'judgement') <> 'null',
                                          j -> 'failed_required') ORDER BY n)
         FROM jsonb_array_elements(a.judge) WITH ORDINALITY AS x (j, n))
      ) ORDER BY a.repeat)
     FROM run_answers AS a WHERE a.run_id = e.run_id AND a.position = e.position) AS answers
  FROM run_examples AS e JOIN golden_examples AS g ON g.hash = e.example_hash
  WHERE e.run_id = $1 AND e.position > $2 ORDER BY e.position LIMIT $3`;

function answerOf([repeat, status, composite, length, checks, judge]: AnswerRow): GateAnswer {
  return {
    repeat,
    status,
    answer: length === null ? null : { length },
    scores: { composite },
    checks: (checks ?? []).map(([required, passed]) => ({ required, passed })),
    judge: (judge ?? []).map(([score, isJudged, failed]) => ({
      score,
      judgement: isJudged ? true : null,
      ...(failed === null ? {} : { failed_required: failed }),
    })),
  };
}

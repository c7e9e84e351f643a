import type { RunExample } from '#lib/contracts/runs.ts';
import type { ScoredAnswer } from '#lib/contracts/scores.ts';

/** What an example is made of, from rows of run_examples joined with golden_examples, called `e`. */
export const EXAMPLE_COLUMNS = `
  e.example_id AS id, e.category, e.group_name AS "group", e.source, e.prompt, e.reference_response,
  e.composite, e.required_checks_passed, e.position, e.embedding, e.rouge_l, e.judge_score, e.latency_ms,
  e.cost_usd, (SELECT json_agg(to_jsonb(a) - '{run_id,position}'::text[] ORDER BY a.repeat)
               FROM run_answers AS a WHERE a.run_id = e.run_id AND a.position = e.position) AS answers`;

export interface ExampleRow extends Omit<RunExample, 'answers'> {
  answers: AnswerRow[];
}

type AnswerRow = Omit<ScoredAnswer, 'scores'> & {
  composite: number | null;
  embedding_score: number | null;
  rouge_l_score: number | null;
  judge_score: number | null;
};

/** The example of a row that was read with EXAMPLE_COLUMNS. */
export function exampleOf({ answers, ...example }: ExampleRow): RunExample {
  return { ...example, answers: answers.map(answerOf) };
}

function answerOf(row: AnswerRow): ScoredAnswer {
  const { composite, embedding_score, rouge_l_score, judge_score, ...answer } = row;
  return {
    ...answer,
    scores: { embedding: embedding_score, rouge_l: rouge_l_score, judge_score, composite },
  };
}

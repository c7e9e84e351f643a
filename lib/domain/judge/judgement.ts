import { z } from 'zod';
import { bareJson } from './bare-json.ts';
import type { Rubric } from './rubric.ts';

const MOST_EVIDENCE_CHARACTERS = 300;
const MOST_PROBLEM_CHARACTERS = 300;

const criterionScoreSchema = z.strictObject({
  id: z.string(),
  evidence: z.string(),
  score: z.int().min(0).max(5),
  not_applicable: z.boolean(),
});

export const judgementSchema = z.strictObject({
  criteria: z.array(criterionScoreSchema),
  injection_suspected: z.boolean(),
});

/** What a judge said of one answer. */
export type Judgement = z.infer<typeof judgementSchema>;

export type JudgementReading = { ok: true; judgement: Judgement } | { ok: false; problem: string };

/**
 * Reads a judge's reply strictly: JSON (a Markdown fence around it, or a reasoning block before it, is forgiven), every
 * criterion of the rubric exactly once, integer scores from 0 to 5. Anything else is a problem, never a score.
 */
export function readJudgement(reply: string, rubric: Rubric): JudgementReading {
  const text = bareJson(reply);
  if (text === '') return problem('the reply is empty');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return problem('the reply is not JSON');
  }
  const parsed = judgementSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return problem(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong shape'}`);
  }
  const seen = parsed.data.criteria.map((criterion) => criterion.id).sort();
  const wanted = rubric.criteria.map((criterion) => criterion.id).sort();
  if (seen.length !== wanted.length || seen.some((id, i) => id !== wanted[i]))
    return problem(`criteria are ${seen.join(', ')}, expected ${wanted.join(', ')}`);
  const criteria = parsed.data.criteria.map((criterion) => ({
    ...criterion,
    evidence: cut(criterion.evidence, MOST_EVIDENCE_CHARACTERS),
  }));
  return { ok: true, judgement: { ...parsed.data, criteria } };
}

function problem(text: string): JudgementReading {
  return { ok: false, problem: cut(text, MOST_PROBLEM_CHARACTERS) };
}

/** The beginning of a text, without the first half of a character at its end. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/**
 * Score in [0, 1]: sum of weight × score over 5 × sum of weights, over the criteria that apply. Null when none applies.
 */
export function judgementScore(judgement: Judgement, rubric: Rubric): number | null {
  const weights = new Map(rubric.criteria.map((criterion) => [criterion.id, criterion.weight]));
  let earned = 0;
  let possible = 0;
  for (const criterion of judgement.criteria) {
    if (criterion.not_applicable) continue;
    const weight = weights.get(criterion.id) ?? 0;
    earned += weight * criterion.score;
    possible += weight * 5;
  }
  return possible > 0 ? earned / possible : null;
}

/**
 * Ids of the required criteria whose mean score over the judgements, where they apply, is below their minimum. They stand
 * beside the score: an average must not hide them.
 */
export function failedRequired(judgements: readonly Judgement[], rubric: Rubric): string[] {
  return rubric.criteria
    .filter(({ id, required, required_min: least }) => {
      if (!required) return false;
      const scores = judgements.flatMap(({ criteria }) =>
        criteria.filter((each) => each.id === id && !each.not_applicable).map(({ score }) => score),
      );
      return scores.length > 0 && scores.reduce((sum, score) => sum + score, 0) / scores.length < least;
    })
    .map(({ id }) => id);
}

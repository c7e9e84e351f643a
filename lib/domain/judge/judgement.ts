import { z } from 'zod';
import type { Rubric } from './rubric.ts';

const criterionScoreSchema = z.strictObject({
  id: z.string(),
  evidence: z.string().transform((text) => text.slice(0, 300)),
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
 * Reads a judge's reply strictly: JSON (a Markdown fence around it is forgiven), every criterion of the rubric exactly
 * once, integer scores from 0 to 5. Anything else is a problem, never a score.
 */
export function readJudgement(reply: string, rubric: Rubric): JudgementReading {
  let value: unknown;
  try {
    value = JSON.parse(stripFence(reply));
  } catch {
    return { ok: false, problem: 'the reply is not JSON' };
  }
  const parsed = judgementSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong shape'}` };
  }
  const seen = parsed.data.criteria.map((criterion) => criterion.id).sort();
  const wanted = rubric.criteria.map((criterion) => criterion.id).sort();
  if (seen.length !== wanted.length || seen.some((id, i) => id !== wanted[i])) {
    return { ok: false, problem: `criteria are ${seen.join(', ')}, expected ${wanted.join(', ')}` };
  }
  return { ok: true, judgement: parsed.data };
}

function stripFence(reply: string): string {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(reply);
  return fenced?.[1] ?? reply;
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

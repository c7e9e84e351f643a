import type { ScoredAnswer } from '#lib/contracts/scores.ts';
import { sentenceCase } from './words.ts';

/** What the judge said of one answer under one criterion, over all its samples. */
export interface JudgeCriterion {
  id: string;
  name: string;
  /** One a sample; the score is null where the criterion didn't apply. */
  verdicts: readonly { score: number | null; evidence: string }[];
  /** It is required and scored below its minimum, in one sample at least. */
  isFailed: boolean;
}

/** A judge's samples criterion by criterion, in the rubric's order. */
export function prepareJudgeCriteria(samples: ScoredAnswer['judge']): JudgeCriterion[] {
  const criteria = new Map<string, { score: number | null; evidence: string }[]>();
  for (const { id, score, not_applicable: isIdle, evidence } of samples.flatMap(
    ({ judgement }) => judgement?.criteria ?? [],
  )) {
    const verdicts = criteria.get(id) ?? [];
    verdicts.push({ score: isIdle ? null : score, evidence });
    criteria.set(id, verdicts);
  }
  const failed = new Set(samples.flatMap((sample) => sample.failed_required ?? []));
  return [...criteria].map(([id, verdicts]) => ({
    id,
    name: sentenceCase(id),
    verdicts,
    isFailed: failed.has(id),
  }));
}

import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';
import { sentenceCase } from './words.ts';

type Judgement = ShadowEvalItem['prod_judgement'];

/** What the judge said of one answer under one criterion; `score` is null where the criterion doesn't apply. */
export interface CriterionVerdict {
  score: number | null;
  evidence: string;
}

export interface CriterionRow {
  id: string;
  name: string;
  production: CriterionVerdict | null;
  shadow: CriterionVerdict | null;
}

/** Both judgements side by side, one row a criterion in the rubric's order. */
export function prepareCriteria(production: Judgement, shadow: Judgement): CriterionRow[] {
  const ids = new Set([...idsOf(production), ...idsOf(shadow)]);
  return [...ids].map((id) => ({
    id,
    name: sentenceCase(id),
    production: verdictOf(production, id),
    shadow: verdictOf(shadow, id),
  }));
}

function idsOf(judgement: Judgement): string[] {
  return judgement?.criteria.map((criterion) => criterion.id) ?? [];
}

function verdictOf(judgement: Judgement, id: string): CriterionVerdict | null {
  const criterion = judgement?.criteria.find((candidate) => candidate.id === id);
  if (!criterion) return null;
  return { score: criterion.not_applicable ? null : criterion.score, evidence: criterion.evidence };
}

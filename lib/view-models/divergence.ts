import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';
import { prepareEvalRow, type EvalRow } from './eval-row.ts';
import { diffNote } from './example-diff.ts';
import { diffWords, type WordDiff } from './word-diff.ts';

/** Two answers to one prompt that have little in common. */
export interface Divergence {
  row: EvalRow;
  /** `0.812 → 0.640`, production's score first. */
  scores: string;
  /** From production's answer to the candidate's; null where a text isn't stored. */
  diff: WordDiff | null;
  /** What there is to say of the comparison of texts; null when words are marked. */
  note: string | null;
}

/** A line of the list; the texts are compared only when it is opened. */
export function prepareDivergenceLine(item: ShadowEvalItem): Pick<Divergence, 'row' | 'scores'> {
  const row = prepareEvalRow(item);
  return { row, scores: `${row.productionScore} → ${row.shadowScore}` };
}

export function prepareDivergence(item: ShadowEvalItem): Divergence {
  const { prod_response: before, shadow_response: after } = item;
  const diff = before === null || after === null ? null : diffWords(before, after);
  return { ...prepareDivergenceLine(item), diff, note: diffNote(diff, before === after) };
}

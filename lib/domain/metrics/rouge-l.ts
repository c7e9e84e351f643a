import { advanceRow, columnsOf, firstRow, lengthUpTo } from './lcs-row.ts';
import { fromCounts, type PrecisionRecallF1 } from './precision-recall.ts';
import { createTokenCodes } from './token-codes.ts';
import { rougeTokens } from './tokenize.ts';

/**
 * Sentence-level ROUGE-L with beta 1, equal to Google's rouge_score `rougeL` without stemming. Null when the reference
 * holds no ASCII letter or digit: the metric doesn't apply to it, which is not the same as a score of 0. Texts of any
 * length are scored whole; memory is linear in them.
 */
export function rougeL(reference: string, prediction: string): PrecisionRecallF1 | null {
  const target = rougeTokens(reference);
  if (target.length === 0) return null;
  const candidate = rougeTokens(prediction);
  const common = longestCommonSubsequence(target, candidate);
  return fromCounts(common, candidate.length, target.length);
}

function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  const codes = createTokenCodes();
  const columns = columnsOf(codes.encode(a));
  const row = firstRow(columns);
  for (const code of codes.encode(b)) advanceRow(row, columns, code);
  return lengthUpTo(row, a.length);
}

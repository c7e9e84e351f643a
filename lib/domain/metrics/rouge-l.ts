import { rougeTokens } from './tokenize.ts';

/** Precision, recall and F1, each in [0, 1]. */
export interface PrecisionRecallF1 {
  precision: number;
  recall: number;
  f1: number;
}

/**
 * Sentence-level ROUGE-L with beta 1, equal to Google's rouge_score `rougeL` without stemming. Null when the reference
 * holds no ASCII letter or digit: the metric doesn't apply to it, which is not the same as a score of 0.
 */
export function rougeL(reference: string, prediction: string): PrecisionRecallF1 | null {
  const target = rougeTokens(reference);
  if (target.length === 0) return null;
  const candidate = rougeTokens(prediction);
  if (candidate.length === 0) return { precision: 0, recall: 0, f1: 0 };
  const common = longestCommonSubsequence(target, candidate);
  return fromCounts(common, candidate.length, target.length);
}

function fromCounts(hits: number, predicted: number, wanted: number): PrecisionRecallF1 {
  const precision = hits / predicted;
  const recall = hits / wanted;
  const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
  return { precision, recall, f1 };
}

/** Length of the longest common subsequence; memory is linear in the shorter list (one rolling row). */
function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  const [outer, inner] = a.length >= b.length ? [a, b] : [b, a];
  const codes = new Map<string, number>();
  const encode = (token: string): number => {
    const known = codes.get(token);
    if (known !== undefined) return known;
    codes.set(token, codes.size);
    return codes.size - 1;
  };
  const innerCodes = Uint32Array.from(inner, encode);
  const row = new Uint32Array(inner.length + 1);
  for (const token of outer) {
    const code = codes.get(token);
    if (code === undefined) continue; // a token the other side never has leaves the row as it is
    let diagonal = 0;
    for (let j = 0; j < innerCodes.length; j += 1) {
      const above = row[j + 1] ?? 0;
      row[j + 1] = innerCodes[j] === code ? diagonal + 1 : Math.max(above, row[j] ?? 0);
      diagonal = above;
    }
  }
  return row[inner.length] ?? 0;
}

import { createCommonSubsequenceWalk } from './lcs-path.ts';
import { columnsOf } from './lcs-row.ts';
import { fromCounts, type PrecisionRecallF1 } from './precision-recall.ts';
import { createTokenCodes } from './token-codes.ts';
import { rougeTokens } from './tokenize.ts';

/**
 * Summary-level ROUGE-L (union of longest common subsequences, line by line), equal to Google's rouge_score `rougeLsum`
 * without stemming and without sentence splitting: lines end at "\n" alone. Null when the reference holds no ASCII letter
 * or digit. Texts of any length are scored whole; memory grows with n·√n for lines of n tokens.
 */
export function rougeLsum(reference: string, prediction: string): PrecisionRecallF1 | null {
  const codes = createTokenCodes();
  const linesOf = (text: string) => text.split('\n').map((line) => codes.encode(rougeTokens(line)));
  const targetLines = linesOf(reference);
  const candidateLines = linesOf(prediction);
  const wanted = tokenCount(targetLines);
  const predicted = tokenCount(candidateLines);
  if (wanted === 0) return null;
  const isInUnion = unionOfSubsequences(targetLines, candidateLines);
  return fromCounts(clippedHits(isInUnion, targetLines, candidateLines, codes.size), predicted, wanted);
}

/** For each target token, in order, whether some candidate line has it on its common subsequence with the target's line. */
function unionOfSubsequences(targetLines: readonly Uint32Array[], candidateLines: readonly Uint32Array[]) {
  const isInUnion = new Uint8Array(tokenCount(targetLines));
  const walk = createCommonSubsequenceWalk();
  for (const columnCodes of candidateLines) {
    const columns = columnsOf(columnCodes);
    let offset = 0;
    for (const rowCodes of targetLines) {
      const first = offset;
      offset += rowCodes.length;
      if (!rowCodes.some((code) => columns.masks.has(code))) continue;
      walk({ rowCodes, columnCodes, columns }, (index) => (isInUnion[first + index] = 1));
    }
  }
  return isInUnion;
}

/** Tokens of the union, each counted at most as often as it stands in both texts. */
function clippedHits(
  isInUnion: Uint8Array,
  targetLines: readonly Uint32Array[],
  candidateLines: readonly Uint32Array[],
  distinctTokens: number,
): number {
  const left = countsOf(candidateLines, distinctTokens);
  let hits = 0;
  let position = 0;
  // The target's own count never runs out first: each of its tokens comes by once.
  for (const line of targetLines) {
    for (const code of line) {
      const count = left[code] ?? 0;
      if (isInUnion[position] === 1 && count > 0) {
        hits += 1;
        left[code] = count - 1;
      }
      position += 1;
    }
  }
  return hits;
}

function countsOf(lines: readonly Uint32Array[], distinctTokens: number): Uint32Array {
  const counts = new Uint32Array(distinctTokens);
  for (const line of lines) for (const code of line) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

function tokenCount(lines: readonly Uint32Array[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rougeVectors } from '#lib/testing/rouge-vectors.ts';
import { createCommonSubsequenceWalk } from './lcs-path.ts';
import { columnsOf } from './lcs-row.ts';
import { fromCounts } from './precision-recall.ts';
import { rougeLsum } from './rouge-lsum.ts';
import { rougeTokens } from './tokenize.ts';

describe('rougeLsum against values computed by Google rouge_score', () => {
  it.each(rougeVectors)('$id: $note', (row) => {
    const actual = rougeLsum(row.target, row.prediction);
    if (row.n_target_tokens === 0) {
      expect(row.rougeLsum).toEqual({ precision: 0, recall: 0, fmeasure: 0 });
      expect(actual).toBeNull();
      return;
    }
    expect(Math.abs((actual?.precision ?? NaN) - row.rougeLsum.precision)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs((actual?.recall ?? NaN) - row.rougeLsum.recall)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs((actual?.f1 ?? NaN) - row.rougeLsum.fmeasure)).toBeLessThanOrEqual(1e-12);
  });
});

describe('rougeLsum edge cases', () => {
  it.each([
    ['empty prediction', 'a b\nc', '', 0],
    ['lines of blanks', 'a b\n \n\nc', '\n a b\n  \nc\n', 1],
    ['order of lines does not count', 'a b\nc d', 'c d\na b', 1],
    ['a carriage return is no line of its own', 'a b\r\nc d', 'c d\r\na b', 1],
    ['U+2028 does not end a line', 'a b c d e f', 'd e f\u2028a b c', 0.5],
    ['a lone carriage return does not end a line', 'a b c d e f', 'd e f\ra b c', 0.5],
    ['each token counts as often as both have it', 'a\na\na', 'a', 0.5],
  ])('%s', (_name, reference, prediction, f1) => {
    expect(rougeLsum(reference, prediction)?.f1).toBeCloseTo(f1, 12);
  });

  it.each(['', '\n', '... !!!', 'Привет'])('%j as reference → not applicable', (reference) => {
    expect(rougeLsum(reference, 'hello')).toBeNull();
  });
});

/** The path straight from the whole table, as the original does it. */
function pathByTable(a: readonly number[], b: readonly number[]): number[] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const value = a[i - 1] === b[j - 1] ? at(i - 1, j - 1) + 1 : Math.max(at(i - 1, j), at(i, j - 1));
      const row = table[i];
      if (row) row[j] = value;
    }
  }
  const path: number[] = [];
  for (let i = a.length, j = b.length; i > 0 && j > 0;) {
    if (a[i - 1] === b[j - 1]) {
      path.push(i - 1);
      i -= 1;
      j -= 1;
    } else if (at(i, j - 1) > at(i - 1, j)) j -= 1;
    else i -= 1;
  }
  return path;
}

function rougeLsumByTable(reference: string, prediction: string) {
  const target = reference.split('\n').map(rougeTokens);
  const candidate = prediction.split('\n').map(rougeTokens);
  const words = [...new Set([...target, ...candidate].flat())];
  const codes = (line: readonly string[]) => line.map((word) => words.indexOf(word));
  const countLeft = (lines: string[][]) => (word: string) => lines.flat().filter((w) => w === word).length;
  const targetLeft = new Map(words.map((word) => [word, countLeft(target)(word)]));
  const candidateLeft = new Map(words.map((word) => [word, countLeft(candidate)(word)]));
  let hits = 0;
  for (const line of target) {
    const union = new Set(candidate.flatMap((other) => pathByTable(codes(line), codes(other))));
    for (const index of [...union].sort((x, y) => x - y)) {
      const word = line[index] ?? '';
      const [inTarget, inCandidate] = [targetLeft.get(word) ?? 0, candidateLeft.get(word) ?? 0];
      if (inTarget <= 0 || inCandidate <= 0) continue;
      hits += 1;
      targetLeft.set(word, inTarget - 1);
      candidateLeft.set(word, inCandidate - 1);
    }
  }
  return fromCounts(hits, candidate.flat().length, target.flat().length);
}

describe('rougeLsum properties', () => {
  const codeList = fc.array(fc.nat({ max: 4 }), { maxLength: 90 });

  it.each([
    ['the whole table kept', 1_000_000],
    ['rows made again', 0],
  ])('walks the path of the whole table, with %s', (_name, wordsKept) => {
    const walk = createCommonSubsequenceWalk(wordsKept);
    fc.assert(
      fc.property(codeList, codeList, (a, b) => {
        const columnCodes = Uint32Array.from(b);
        const path: number[] = [];
        const rowCodes = Uint32Array.from(a);
        walk({ rowCodes, columnCodes, columns: columnsOf(columnCodes) }, (index) => path.push(index));
        expect(path).toEqual(pathByTable(a, b));
      }),
      { numRuns: 500 },
    );
  });

  it('equals the original way of counting', () => {
    const line = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 9 });
    const text = fc
      .array(line, { minLength: 1, maxLength: 4 })
      .map((lines) => lines.map((words) => words.join(' ')).join('\n'));
    fc.assert(
      fc.property(text, text, (reference, prediction) => {
        fc.pre(rougeTokens(reference).length > 0);
        expect(rougeLsum(reference, prediction)).toEqual(rougeLsumByTable(reference, prediction));
      }),
      { numRuns: 500 },
    );
  });
});

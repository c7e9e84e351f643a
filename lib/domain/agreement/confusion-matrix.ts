/** How often the first rater gave category i (row) while the second gave category j (column). Square, counts ≥ 0. */
export type ConfusionMatrix = readonly (readonly number[])[];

/**
 * Counts pairs of ratings by category.
 *
 * @param pairs the first and the second rater's category of each item, whole numbers in [0, categories)
 * @throws RangeError for a rating that is no such category
 */
export function confusionMatrix(
  pairs: readonly (readonly [first: number, second: number])[],
  categories: number,
): number[][] {
  const counts = Array.from({ length: categories }, () => new Array<number>(categories).fill(0));
  for (const [first, second] of pairs) {
    const row = counts[first];
    const count = row?.[second];
    if (row === undefined || count === undefined)
      throw new RangeError(`expected categories below ${categories}, got ${first} and ${second}`);
    row[second] = count + 1;
  }
  return counts;
}

/** The matrix as shares of all, with its margins. Null without any item; RangeError when it isn't square or has a bad count. */
export function sharesOf(matrix: ConfusionMatrix): {
  n: number;
  cells: number[][];
  rows: number[];
  columns: number[];
} | null {
  for (const row of matrix) {
    if (row.length !== matrix.length) throw new RangeError('expected as many columns as rows');
    if (row.some((count) => !(count >= 0 && Number.isFinite(count))))
      throw new RangeError('expected counts of 0 or more');
  }
  const n = matrix.flat().reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  const cells = matrix.map((row) => row.map((count) => count / n));
  const rows = cells.map((row) => row.reduce((sum, share) => sum + share, 0));
  const columns = cells.map((_, j) => cells.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  return { n, cells, rows, columns };
}

/** For each vector of one side, its greatest dot product with any vector of the other side. */
export interface BestSimilarities {
  ofRows: Float64Array;
  ofColumns: Float64Array;
}

/**
 * Every row against every column, four by two at a time so that each number that is read serves several products. The
 * whole matrix is never kept.
 */
export function bestSimilarities(
  rows: Float32Array,
  columns: Float32Array,
  dimensions: number,
): BestSimilarities {
  const rowCount = rows.length / dimensions;
  const columnCount = columns.length / dimensions;
  const best = {
    ofRows: new Float64Array(rowCount).fill(-Infinity),
    ofColumns: new Float64Array(columnCount).fill(-Infinity),
  };
  const wholeRows = rowCount - (rowCount % 4);
  const wholeColumns = columnCount - (columnCount % 2);
  const sums = new Float64Array(8);
  for (let row = 0; row < wholeRows; row += 4) {
    for (let column = 0; column < wholeColumns; column += 2) {
      fourByTwo(rows, row * dimensions, columns, column * dimensions, dimensions, sums);
      for (let k = 0; k < 8; k += 1) keep(best, row + (k >> 1), column + (k & 1), sums[k] ?? 0);
    }
  }
  for (let row = 0; row < rowCount; row += 1) {
    for (let column = row < wholeRows ? wholeColumns : 0; column < columnCount; column += 1) {
      keep(best, row, column, product(rows, row * dimensions, columns, column * dimensions, dimensions));
    }
  }
  return best;
}

function keep({ ofRows, ofColumns }: BestSimilarities, row: number, column: number, value: number): void {
  if (value > (ofRows[row] ?? 0)) ofRows[row] = value;
  if (value > (ofColumns[column] ?? 0)) ofColumns[column] = value;
}

function product(a: Float32Array, fromA: number, b: Float32Array, fromB: number, dimensions: number): number {
  let sum = 0;
  for (let k = 0; k < dimensions; k += 1) sum += (a[fromA + k] ?? 0) * (b[fromB + k] ?? 0);
  return sum;
}

/** Dot products of four vectors of `a` with two of `b`, into `sums`: a0·b0, a0·b1, a1·b0 … */
function fourByTwo(
  a: Float32Array,
  fromA: number,
  b: Float32Array,
  fromB: number,
  dimensions: number,
  sums: Float64Array,
): void {
  const [a1, a2, a3] = [fromA + dimensions, fromA + 2 * dimensions, fromA + 3 * dimensions];
  const b1 = fromB + dimensions;
  let [s00, s01, s10, s11, s20, s21, s30, s31] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < dimensions; k += 1) {
    const left = b[fromB + k] ?? 0;
    const right = b[b1 + k] ?? 0;
    const x0 = a[fromA + k] ?? 0;
    const x1 = a[a1 + k] ?? 0;
    const x2 = a[a2 + k] ?? 0;
    const x3 = a[a3 + k] ?? 0;
    s00 += x0 * left;
    s01 += x0 * right;
    s10 += x1 * left;
    s11 += x1 * right;
    s20 += x2 * left;
    s21 += x2 * right;
    s30 += x3 * left;
    s31 += x3 * right;
  }
  sums[0] = s00;
  sums[1] = s01;
  sums[2] = s10;
  sums[3] = s11;
  sums[4] = s20;
  sums[5] = s21;
  sums[6] = s30;
  sums[7] = s31;
}

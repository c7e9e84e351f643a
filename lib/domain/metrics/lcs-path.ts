import { advanceRow, firstRow, growsAt, lengthUpTo, type Columns } from './lcs-row.ts';

/** Up to this many words the whole table is kept (4 MB); beyond, only every √n-th row, and the rest is made again. */
const WORDS_KEPT = 1_000_000;

/** Tokens of the rows, tokens of the columns, and the columns' masks. */
export interface CommonSubsequenceInput {
  rowCodes: Uint32Array;
  columnCodes: Uint32Array;
  columns: Columns;
}

/** Calls back with the index (from 0) of every row token on the path, from the last to the first. */
export type CommonSubsequenceWalk = (input: CommonSubsequenceInput, onMatch: (index: number) => void) => void;

/**
 * Makes the walk along the longest common subsequence that Google's rouge_score finds: where two tokens differ it goes
 * left only if the table is greater there than above. One walk may be used again and again; it keeps its memory.
 */
export function createCommonSubsequenceWalk(wordsKept = WORDS_KEPT): CommonSubsequenceWalk {
  let table = new Int32Array(0);

  /** The row above the block, then one for each of its tokens. */
  function fill(codes: Uint32Array, columns: Columns, above: Int32Array): void {
    const { words } = columns;
    const needed = (codes.length + 1) * words;
    if (table.length < needed) table = new Int32Array(needed);
    table.set(above);
    for (let index = 0; index < codes.length; index += 1) {
      const start = (index + 1) * words;
      table.copyWithin(start, start - words, start);
      advanceRow(table, columns, codes[index] ?? 0, start);
    }
  }

  return ({ rowCodes, columnCodes, columns }, onMatch) => {
    const rows = rowCodes.length;
    const blockRows = rows * columns.words <= wordsKept ? rows : Math.ceil(Math.sqrt(rows));
    const checkpoints = rowsBeforeBlocks(rowCodes, columns, blockRows);
    let column = columnCodes.length;
    for (let block = checkpoints.length - 1; block >= 0 && column > 0; block -= 1) {
      const first = block * blockRows;
      const codes = rowCodes.subarray(first, first + blockRows);
      fill(codes, columns, checkpoints[block] ?? firstRow(columns));
      column = walkBlock({ table, words: columns.words, codes, columnCodes, column }, (index) =>
        onMatch(first + index),
      );
    }
  };
}

function rowsBeforeBlocks(codes: Uint32Array, columns: Columns, blockRows: number): Int32Array[] {
  const row = firstRow(columns);
  const checkpoints: Int32Array[] = [];
  for (let index = 0; index < codes.length; index += 1) {
    if (index % blockRows === 0) {
      checkpoints.push(row.slice());
      if (index + blockRows >= codes.length) break; // the last block starts here
    }
    advanceRow(row, columns, codes[index] ?? 0);
  }
  return checkpoints;
}

interface Block {
  table: Int32Array;
  words: number;
  codes: Uint32Array;
  columnCodes: Uint32Array;
  /** Columns that are still to the left. */
  column: number;
}

/** Walks from the block's last row to the row above it; returns the column that it came to. */
function walkBlock({ table, words, codes, columnCodes, ...block }: Block, onMatch: (index: number) => void) {
  let { column } = block;
  for (let index = codes.length - 1; index >= 0 && column > 0; index -= 1) {
    const above = index * words;
    const row = above + words;
    // Left is greater than above exactly if the table grows here from above, but not from the left; and then that stays
    // so on the way left, up to the column that holds the token.
    let isRisen = false;
    while (column > 0) {
      if (codes[index] === columnCodes[column - 1]) {
        onMatch(index);
        column -= 1;
        break;
      }
      isRisen ||=
        !growsAt(table, column - 1, row) && lengthUpTo(table, column, row) > lengthUpTo(table, column, above);
      if (!isRisen) break;
      column -= 1;
    }
  }
  return column;
}

/*
 * Longest common subsequences by bit vectors (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004): a row of the
 * dynamic-programming table is one bit per column, 0 where the table grows from this column's left neighbour by one. Words
 * hold 30 bits, so that a sum with its carry still fits a 32-bit integer.
 */
const WORD_BITS = 30;
const FULL = 2 ** WORD_BITS - 1;

/** For each token code, the words of a row where it occurs and its bits there: word, bits, word, bits … in ascending order. */
export type ColumnMasks = ReadonlyMap<number, readonly number[]>;

export interface Columns {
  masks: ColumnMasks;
  /** Words of a row. */
  words: number;
}

export function columnsOf(codes: Uint32Array): Columns {
  const masks = new Map<number, number[]>();
  codes.forEach((code, column) => {
    const word = Math.floor(column / WORD_BITS);
    const bit = 1 << (column % WORD_BITS);
    const entries = masks.get(code);
    if (!entries) masks.set(code, [word, bit]);
    else if (entries[entries.length - 2] === word) entries[entries.length - 1] = (entries.at(-1) ?? 0) | bit;
    else entries.push(word, bit);
  });
  return { masks, words: Math.ceil(codes.length / WORD_BITS) };
}

/** The row above the table's first, all ones. */
export function firstRow(columns: Columns): Int32Array {
  return new Int32Array(columns.words).fill(FULL);
}

/**
 * Turns the row that begins at `start` into the one of the next token, in place. Only words that hold the token, or get
 * a carry, are touched.
 */
export function advanceRow(table: Int32Array, columns: Columns, code: number, start = 0): void {
  const entries = columns.masks.get(code);
  if (!entries) return;
  const { words } = columns;
  let next = 0;
  let word = entries[0] ?? words;
  let carry = 0;
  while (word < words) {
    let mask = 0;
    if (entries[next] === word) {
      mask = entries[next + 1] ?? 0;
      next += 2;
    }
    const old = table[start + word] ?? 0;
    const sum = old + (old & mask) + carry;
    table[start + word] = (sum & FULL) | (old & ~mask);
    carry = sum >>> WORD_BITS;
    if (carry > 0) word += 1;
    else word = next < entries.length ? (entries[next] ?? words) : words;
  }
}

/** Whether the table grows at this column (from 0) over its left neighbour. */
export function growsAt(table: Int32Array, column: number, start = 0): boolean {
  return ((table[start + Math.floor(column / WORD_BITS)] ?? 0) & (1 << (column % WORD_BITS))) === 0;
}

/** The table's value at the end of this many columns: the length of a longest common subsequence up to there. */
export function lengthUpTo(table: Int32Array, columns: number, start = 0): number {
  const end = start + Math.floor(columns / WORD_BITS);
  let length = 0;
  for (let at = start; at < end; at += 1) length += zeros(table[at] ?? 0, FULL);
  const rest = columns % WORD_BITS;
  return rest === 0 ? length : length + zeros(table[end] ?? 0, 2 ** rest - 1);
}

function zeros(word: number, among: number): number {
  let bits = ~word & among;
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

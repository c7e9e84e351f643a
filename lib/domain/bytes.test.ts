import { expect, it } from 'vitest';
import { concatBytes, readUpTo } from './bytes.ts';

it('joins two pieces', () => {
  expect([...concatBytes(Uint8Array.of(1, 2), Uint8Array.of(3))]).toEqual([1, 2, 3]);
});

it.each([
  [5, [1, 2, 3, 4, 5], false],
  [6, [1, 2, 3, 4, 5], false],
  [4, [1, 2, 3, 4], true],
  [3, [1, 2, 3], true],
  [0, [], true],
])('reads up to %i bytes', async (maxBytes, expected, isCut) => {
  let isClosed = false;
  async function* source() {
    try {
      yield* [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)];
      await Promise.resolve();
    } finally {
      isClosed = true;
    }
  }
  const read = await readUpTo(source(), maxBytes);
  expect(read.pieces.flatMap((piece) => [...piece])).toEqual(expected);
  expect(read.isCut).toBe(isCut);
  expect(isClosed).toBe(true);
});

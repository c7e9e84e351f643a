/** Both pieces in one array of their own. */
export function concatBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** The pieces up to `maxBytes`; `isCut` says that there was more, which is left unread. */
export async function readUpTo<Piece extends Uint8Array>(
  source: AsyncIterable<Piece>,
  maxBytes: number,
): Promise<{ pieces: Uint8Array[]; isCut: boolean }> {
  const pieces: Uint8Array[] = [];
  let left = maxBytes;
  for await (const piece of source) {
    if (piece.length > left) {
      pieces.push(piece.subarray(0, left));
      return { pieces, isCut: true };
    }
    pieces.push(piece);
    left -= piece.length;
  }
  return { pieces, isCut: false };
}

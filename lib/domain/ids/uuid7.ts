/**
 * UUID version 7 (RFC 9562): 48 bits of Unix time in milliseconds, then randomness. Ids sort by time, and the time can
 * be read back, so a row keyed by (time, id) is found by its id alone.
 *
 * @param random at least 10 random bytes, read from `offset`
 */
export function uuid7(nowMs: number, random: Uint8Array, offset = 0): string {
  const time = Math.floor(nowMs).toString(16).padStart(12, '0');
  let tail = '';
  for (let i = 0; i < 10; i += 1) {
    let byte = random[offset + i] ?? 0;
    if (i === 0) byte = 0x70 | (byte & 0x0f);
    if (i === 2) byte = 0x80 | (byte & 0x3f);
    tail += HEX[byte] ?? '00';
  }
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const UUID7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The time in a UUIDv7, to the millisecond; null for any other text. */
export function timeOfUuid7(id: string): Date | null {
  const match = UUID7.exec(id);
  return match ? new Date(Number.parseInt(`${match[1] ?? ''}${match[2] ?? ''}`, 16)) : null;
}

/**
 * A second id with the time of the first: the same parent and name always give the same id, which makes storing it twice
 * impossible.
 *
 * @param digestHex at least 20 hex digits of a digest over the parent's id and the name
 */
export function deriveUuid7(parentId: string, digestHex: string): string {
  const time = timeOfUuid7(parentId);
  if (!time) throw new RangeError(`not a UUIDv7: ${parentId}`);
  const bytes = Uint8Array.from({ length: 10 }, (_, i) =>
    Number.parseInt(digestHex.slice(i * 2, i * 2 + 2), 16),
  );
  return uuid7(time.getTime(), bytes);
}

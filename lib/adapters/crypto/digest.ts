import { createHmac, hash, randomBytes } from 'node:crypto';
import { uuid7 } from '#lib/domain/ids/uuid7.ts';

export function md5Hex(text: string): string {
  return hash('md5', text, 'hex');
}

export function sha256Hex(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** HMAC-SHA256 of a text in hex. */
export function hmacHex(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

const ID_BYTES = 10;
const POOL_BYTES = 4_096 * ID_BYTES;

/** Makes UUIDv7 ids; draws its randomness in bulk, because one call to the generator costs more than an id. */
export function createIdSource(): (nowMs: number) => string {
  let pool = new Uint8Array(0);
  let offset = 0;
  return (nowMs) => {
    if (offset + ID_BYTES > pool.length) {
      pool = randomBytes(POOL_BYTES);
      offset = 0;
    }
    const id = uuid7(nowMs, pool, offset);
    offset += ID_BYTES;
    return id;
  };
}

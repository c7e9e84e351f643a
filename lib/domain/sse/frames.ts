import { concatBytes } from '../bytes.ts';

/** One server-sent event, with the very bytes it came in. */
export interface SseFrame {
  raw: Uint8Array;
  /** The joined `data` lines; null for comments, for frames without data and for frames over the size limit. */
  data: string | null;
}

const LF = 0x0a;
const CR = 0x0d;
const EMPTY = new Uint8Array(0);

export interface SseSplitter {
  /** Frames that end in this chunk. A frame cut by the chunk's end waits for the rest. */
  push: (chunk: Uint8Array) => SseFrame[];
  /** Bytes of a frame that never ended. */
  rest: () => Uint8Array;
}

/**
 * Splits a byte stream into server-sent events (WHATWG HTML, section 9.2): line ends LF, CRLF or CR, comments, `data:`
 * with or without a space, several frames a chunk, frames and characters cut anywhere. A frame longer than
 * `maxFrameBytes` is handed on unread, so that memory stays bounded.
 */
export function createSseSplitter(maxFrameBytes: number): SseSplitter {
  const decoder = new TextDecoder();
  let pending: Uint8Array = EMPTY;
  let scanned = 0;
  let lineIsEmpty = true;

  const frameOf = (raw: Uint8Array): SseFrame => ({
    raw,
    data: raw.length > maxFrameBytes ? null : dataOf(decoder.decode(raw)),
  });

  return {
    push(chunk) {
      pending = pending.length === 0 ? chunk : concatBytes(pending, chunk);
      const frames: SseFrame[] = [];
      let start = 0;
      let at = scanned;
      while (at < pending.length) {
        const byte = pending[at];
        if (byte !== LF && byte !== CR) {
          lineIsEmpty = false;
          at += 1;
          continue;
        }
        // A CR at the very end may be half of a CRLF: wait for the next chunk.
        if (byte === CR && at + 1 === pending.length) break;
        at += byte === CR && pending[at + 1] === LF ? 2 : 1;
        if (lineIsEmpty) {
          frames.push(frameOf(pending.subarray(start, at)));
          start = at;
        }
        lineIsEmpty = true;
      }
      if (at - start > maxFrameBytes) {
        frames.push({ raw: pending.subarray(start, at), data: null });
        start = at;
      }
      pending = pending.subarray(start);
      scanned = at - start;
      return frames;
    },
    rest: () => pending,
  };
}

function dataOf(text: string): string | null {
  let data: string | null = null;
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (!line.startsWith('data')) continue;
    const value =
      line === 'data'
        ? ''
        : line.startsWith('data: ')
          ? line.slice(6)
          : line.startsWith('data:')
            ? line.slice(5)
            : null;
    if (value !== null) data = data === null ? value : `${data}\n${value}`;
  }
  return data;
}

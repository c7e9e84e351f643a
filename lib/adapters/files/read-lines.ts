import { isUtf8 } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';
import type { RawLine } from '#lib/domain/dataset/dataset-reader.ts';
import { FileError } from './file-error.ts';
import { LineSplitter, type LineBytes } from './line-splitter.ts';

const CHUNK_BYTES = 256 * 1024;
/** Longer lines are not held in memory. */
const MOST_LINE_BYTES = 10 * 1024 * 1024;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The lines of a UTF-8 file that are not blank, with their numbers counted from 1, at most one chunk and one line in
 * memory. A byte order mark and CR before LF are left out; what is not UTF-8 is told, never replaced. A line break is LF
 * alone: U+2028 is an ordinary character of JSON texts. Throws FileError when the file can't be read.
 */
export function readLines(file: string, mostLineBytes = MOST_LINE_BYTES): AsyncGenerator<RawLine> {
  return linesOf(chunksOf(file), mostLineBytes);
}

/** The same of a stream's bytes. */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  mostLineBytes = MOST_LINE_BYTES,
): AsyncGenerator<RawLine> {
  for await (const lines of batches(chunks, mostLineBytes)) {
    for (const bytes of lines) {
      const line = lineOf(bytes, mostLineBytes);
      if (line === null) continue;
      yield line;
      if (bytes.number === 1 && 'problem' in line && line.problem === NO_TEXT) return;
    }
  }
}

async function* batches(chunks: AsyncIterable<Buffer>, mostLineBytes: number): AsyncGenerator<LineBytes[]> {
  const splitter = new LineSplitter(mostLineBytes);
  for await (const chunk of chunks) yield splitter.push(chunk);
  yield splitter.end();
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    if ((await handle.stat()).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null);
      if (bytesRead === 0) break;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw new FileError(file, error);
  } finally {
    await handle?.close();
  }
}

const NO_TEXT =
  'expected JSON lines as UTF-8 text; this seems to be another kind of file (binary, compressed or UTF-16)';

function lineOf({ number, bytes: all, length, isTerminated }: LineBytes, most: number): RawLine | null {
  if (all === null) {
    return { line: number, problem: `expected at most ${most} bytes in a line, got ${length}` };
  }
  const hasMark = number === 1 && all.subarray(0, 3).equals(BYTE_ORDER_MARK);
  const bytes = hasMark ? all.subarray(3) : all;
  if (!isUtf8(bytes)) {
    if (number === 1 && !startsLikeJson(bytes)) return { line: number, problem: NO_TEXT };
    const cut = isTerminated ? '' : '; the file seems to end in the middle of this line';
    return {
      line: number,
      problem: `expected UTF-8, got other bytes near byte ${validBytes(bytes)} of the line${cut}`,
    };
  }
  if (number === 1 && bytes.includes(0) && !startsLikeJson(bytes)) return { line: number, problem: NO_TEXT };
  const text = bytes.toString('utf8');
  return text.trim() === '' ? null : { line: number, text, isTerminated };
}

function startsLikeJson(bytes: Buffer): boolean {
  return /^\s*[{["]/.test(bytes.subarray(0, 64).toString('latin1'));
}

/** Length of the longest beginning that is UTF-8 (or would be, with the rest of its last character). */
function validBytes(bytes: Buffer): number {
  let [valid, invalid] = [0, bytes.length + 1];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isBeginning(bytes.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  return valid;
}

function isBeginning(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

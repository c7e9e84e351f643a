import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createUnzip, type BrotliDecompress, type Unzip } from 'node:zlib';
import type { RawAnswer } from './post-once.ts';

/** An answer's body, to be read once; who stops before its end closes the connection. */
export type UpstreamBody = AsyncIterable<Buffer>;

/** The body as it was before compression. Nobody asked for any; some servers compress all the same. */
export function decoded({ headers, body }: Pick<RawAnswer, 'headers' | 'body'>): UpstreamBody {
  const decoder = decoderOf(String(headers['content-encoding'] ?? 'identity').toLowerCase());
  if (!decoder) return body;
  // A failure of either end reaches the reader through the decoder.
  const plain: Readable = pipeline(body, decoder, () => undefined);
  return plain as AsyncIterable<Buffer>;
}

function decoderOf(encoding: string): Unzip | BrotliDecompress | null {
  if (encoding === 'gzip' || encoding === 'x-gzip' || encoding === 'deflate') return createUnzip();
  return encoding === 'br' ? createBrotliDecompress() : null;
}

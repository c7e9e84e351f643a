import { pipeline, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createBrotliDecompress, createUnzip, type BrotliDecompress, type Unzip } from 'node:zlib';
import type { Dispatcher } from 'undici';

/** An answer's body: either read whole, or piece by piece. */
export interface UpstreamBody extends AsyncIterable<Buffer> {
  bytes: () => Promise<Uint8Array>;
}

/** The body as it was before compression. Nobody asked for any; some servers compress all the same. */
export function decoded({ headers, body }: Pick<Dispatcher.ResponseData, 'headers' | 'body'>): UpstreamBody {
  const decoder = decoderOf(String(headers['content-encoding'] ?? 'identity').toLowerCase());
  if (!decoder) return body;
  // A failure of either end reaches the reader through the decoder.
  const plain: Readable = pipeline(body, decoder, () => undefined);
  return {
    bytes: () => buffer(plain),
    [Symbol.asyncIterator]: () => plain[Symbol.asyncIterator]() as AsyncIterator<Buffer>,
  };
}

function decoderOf(encoding: string): Unzip | BrotliDecompress | null {
  if (encoding === 'gzip' || encoding === 'x-gzip' || encoding === 'deflate') return createUnzip();
  return encoding === 'br' ? createBrotliDecompress() : null;
}

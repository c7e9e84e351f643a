import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { checkHead, isGzipped, tooLarge } from './body.ts';
import { ProblemError } from './problem.ts';

/** A JSON body that is read as it comes: decompressed, decoded, and refused as soon as it is larger than allowed. */
export type RequestBody = AsyncIterable<string>;

/** Looks at a body's bytes as they were sent, and decides at its end whether the body counts. */
export interface BodyGuard {
  take: (bytes: Uint8Array) => void;
  /** All bytes were taken. */
  end: () => void;
  /** Throws when the body doesn't count, or when not all of it was taken. */
  check: () => void;
}

/**
 * Opens the body of a request without reading it. Throws ProblemError 413 or 415; reading it may throw 400 or 413, and at
 * its end what the guard throws.
 */
export function openJsonBody(
  request: Request,
  maxBytes: number,
  guard: BodyGuard | null = null,
): RequestBody {
  checkHead(request, maxBytes);
  const isCompressed = isGzipped(request);
  const bytes = bytesOf(request, guard);
  return textOf(isCompressed ? gunzipped(bytes) : bytes, maxBytes, guard);
}

/** What counts is the size after decompression, so a small body can't grow into a large one unnoticed. */
async function* textOf(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  guard: BodyGuard | null,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let received = 0;
  try {
    for await (const chunk of chunks) {
      received += chunk.byteLength;
      if (received > maxBytes) throw tooLarge(maxBytes);
      yield decoder.decode(chunk, { stream: true });
    }
    // Decompression may end before the bytes do, so this is the place that nobody gets past.
    guard?.check();
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new ProblemError(400, 'the body is not UTF-8');
    throw error;
  }
}

async function* bytesOf(request: Request, guard: BodyGuard | null): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of request.body ?? []) {
      guard?.take(bytes);
      yield bytes;
    }
    guard?.end();
  } catch {
    throw new ProblemError(400, 'the body ended before its end');
  }
}

async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // Errors of either side end the loop below.
  pipeline(Readable.from(bytes), gunzip, () => undefined);
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError(400, 'the body is not valid gzip');
  }
}

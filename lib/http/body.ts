import { isDeeperThan, MOST_LEVELS } from '#lib/domain/text/nesting.ts';
import { ProblemError } from './problem.ts';

/** A request body and the headers that describe it. */
export interface BodySource {
  headers: { get: (name: string) => string | null };
  /** The body as text. Throws ProblemError 413 as soon as it has more than `maxBytes`. */
  readText: (maxBytes: number) => Promise<string>;
  /** The same as it came. */
  readBytes: (maxBytes: number) => Promise<Uint8Array>;
}

/** Reads a JSON body of at most `maxBytes`. Throws ProblemError 400, 413 or 415. */
export async function readJsonBody(
  source: BodySource,
  maxBytes: number,
): Promise<{ text: string; value: unknown }> {
  checkHead(source, maxBytes);
  const text = await source.readText(maxBytes);
  const value = parse(text);
  if (isDeeperThan(value, MOST_LEVELS))
    throw new ProblemError(400, `expected at most ${MOST_LEVELS} levels of nesting`);
  return { text, value };
}

/** Throws ProblemError 413 or 415 for what a request's headers tell already. */
export function checkHead({ headers }: Pick<BodySource, 'headers'>, maxBytes: number): void {
  if (!/^application\/(json|[\w.+-]+\+json)\b/i.test(headers.get('content-type') ?? '')) {
    throw new ProblemError(415, 'expected the header content-type: application/json');
  }
  checkLength({ headers }, maxBytes);
}

/** Throws ProblemError 413 for a body that is announced as larger. */
export function checkLength({ headers }: Pick<BodySource, 'headers'>, maxBytes: number): void {
  if (Number(headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

/** Whether a body comes compressed. Throws ProblemError 415 for another way than gzip. */
export function isGzipped({ headers }: Pick<BodySource, 'headers'>): boolean {
  const encoding = (headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new ProblemError(415, 'expected the body as it is, or with content-encoding: gzip');
  return encoding === 'gzip';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProblemError(400, `the body is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
}

/** The body of a Web-standard request, counted as it comes. */
export function bodyOf(request: Request): BodySource {
  const readBytes = async (maxBytes: number) => {
    const chunks: Uint8Array[] = [];
    let received = 0;
    for await (const chunk of request.body ?? []) {
      received += chunk.byteLength;
      if (received > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  };
  return {
    headers: request.headers,
    readBytes,
    readText: async (maxBytes) => new TextDecoder().decode(await readBytes(maxBytes)),
  };
}

export function tooLarge(maxBytes: number): ProblemError {
  return new ProblemError(413, `expected a body of at most ${maxBytes} bytes`);
}

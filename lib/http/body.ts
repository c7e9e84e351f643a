import { ProblemError } from './problem.ts';

/** Reads a JSON body of at most `maxBytes`. Throws ProblemError 400, 413 or 415. */
export async function readJsonBody(
  request: Request,
  maxBytes: number,
): Promise<{ text: string; value: unknown }> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(json|[\w.+-]+\+json)\b/i.test(type)) {
    throw new ProblemError(415, 'expected the header content-type: application/json');
  }
  const text = await readText(request, maxBytes);
  try {
    return { text, value: JSON.parse(text) as unknown };
  } catch (error) {
    throw new ProblemError(400, `the body is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const declared = Number(request.headers.get('content-length') ?? Number.NaN);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  // A declared length is enforced by the HTTP parser; without one the bytes are counted as they come.
  if (!Number.isNaN(declared)) return request.text();
  const decoder = new TextDecoder();
  let text = '';
  let received = 0;
  for await (const chunk of request.body ?? []) {
    received += chunk.byteLength;
    if (received > maxBytes) throw tooLarge(maxBytes);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(maxBytes: number): ProblemError {
  return new ProblemError(413, `expected a body of at most ${maxBytes} bytes`, {
    headers: { connection: 'close' },
  });
}

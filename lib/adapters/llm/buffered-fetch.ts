import { promisify } from 'node:util';
import { brotliDecompress, unzip } from 'node:zlib';
import { request, type Dispatcher } from 'undici';

/** Statuses whose answers have no body; the Response class refuses one for them. */
const BODILESS = new Set([101, 103, 204, 205, 304]);

/** An answer that is larger, unpacked, is none that a model gave. */
const MOST_BYTES = 64 * 1024 * 1024;
const decoders = { gzip: promisify(unzip), deflate: promisify(unzip), br: promisify(brotliDecompress) };

/**
 * A `fetch` for answers that are needed whole: it resolves when the body has arrived. On undici's plain requests, because
 * the streams of its `fetch` cost more than the rest of a call.
 */
export function bufferedFetch(dispatcher: Dispatcher): typeof fetch {
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    const answer = await request(url, {
      dispatcher,
      method: init.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? init.body : null,
      ...(init.signal ? { signal: init.signal } : {}),
    });
    const body = await decoded(await answer.body.bytes(), answer.headers['content-encoding']);
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers))
      for (const item of [value ?? []].flat()) headers.append(name, item);
    const status = answer.statusCode;
    return new Response(BODILESS.has(status) ? null : body, { status, headers });
  };
}

/** The body as it was before compression. Nobody asked for any; some servers compress all the same. */
async function decoded(body: Uint8Array, encoding: unknown): Promise<Uint8Array<ArrayBuffer>> {
  const decode =
    typeof encoding === 'string' ? decoders[encoding.toLowerCase() as keyof typeof decoders] : null;
  const plain = decode ? await decode(body, { maxOutputLength: MOST_BYTES }) : body;
  return new Uint8Array(plain.buffer as ArrayBuffer, plain.byteOffset, plain.byteLength);
}

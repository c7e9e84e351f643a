import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { eventually } from './eventually.ts';

export interface ClientOptions {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  /** Texts and bytes as they are, anything else as JSON; a list of them is sent in chunks, without a length. */
  body?: unknown;
}

/** A complete answer. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  text: string;
  /** The body as JSON. */
  json: () => unknown;
}

/** A request whose answer is still coming. */
export interface OpenRequest {
  /** The head of the answer. */
  head: Promise<IncomingMessage>;
  /** Reads until the body so far contains this text, and gives it back. */
  readUntil: (text: string) => Promise<string>;
  /** Everything that has been read. */
  received: () => string;
  /** Resolves when the answer has ended, well or not. */
  closed: Promise<unknown>;
  /** Hangs up. */
  abort: () => void;
}

/** Sends a request on a connection of its own and reads the whole answer. */
export async function send(url: string, options: ClientOptions = {}): Promise<Reply> {
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    start(url, options, resolve).on('error', reject);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString('utf8');
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    bytes,
    text,
    json: () => JSON.parse(text) as unknown,
  };
}

/** Sends a request and leaves its answer to the test. */
export function open(url: string, options: ClientOptions = {}): OpenRequest {
  let received = '';
  const head = Promise.withResolvers<IncomingMessage>();
  const closed = Promise.withResolvers();
  head.promise.catch(() => undefined);
  const request = start(url, options, head.resolve);
  request.on('error', head.reject);
  request.on('close', () => closed.resolve(null));
  let isReading = false;
  const read = async () => {
    const message = await head.promise;
    if (isReading) return;
    isReading = true;
    message.setEncoding('utf8');
    message.on('data', (text: string) => (received += text));
    message.on('error', () => undefined);
  };
  return {
    head: head.promise,
    readUntil: async (text) => {
      await read();
      return eventually(() => {
        if (!received.includes(text)) throw new Error(`no ${text} in ${received}`);
        return received;
      });
    },
    received: () => received,
    closed: closed.promise,
    abort: () => void request.destroy(),
  };
}

function start(url: string, options: ClientOptions, onResponse: (message: IncomingMessage) => void) {
  const { body, headers = {} } = options;
  const request = httpRequest(url, { method: options.method ?? 'POST', agent: false });
  request.on('response', onResponse);
  if (body !== undefined && !('content-type' in headers)) {
    request.setHeader('content-type', 'application/json');
  }
  for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
  if (Array.isArray(body)) void sendChunks(request, body as (string | Uint8Array)[]);
  else if (body === undefined) request.end();
  else request.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body));
  return request;
}

async function sendChunks(
  request: ReturnType<typeof httpRequest>,
  chunks: readonly (string | Uint8Array)[],
): Promise<void> {
  for (const chunk of chunks) {
    if (request.destroyed) return;
    if (!request.write(chunk)) await Promise.race([once(request, 'drain'), once(request, 'close')]);
  }
  request.end();
}

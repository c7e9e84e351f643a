import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { isLoopback } from '#lib/config/environment.ts';
import { tooLarge } from '../body.ts';
import { ProblemError } from '../problem.ts';
import {
  isStreamBody,
  type GatewayHttpContext,
  type GatewayReply,
  type GatewayRequest,
} from './gateway-call.ts';
import { handleGateway } from './gateway.ts';

const CUT_OFF_MS = 2_000;

/**
 * The gateway on a node:http server, without the objects of the Web standard in between: they cost as much as the rest
 * of the way.
 *
 * @param isLoopbackHost whether the server listens for this machine alone
 */
export function gatewayListener(ctx: GatewayHttpContext, isLoopbackHost: boolean) {
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const isLocalCaller = isLoopbackHost && isLoopback(incoming.socket.remoteAddress ?? '');
    handleGateway(ctx, requestOf(incoming, outgoing), isLocalCaller)
      .then((reply) => send(reply, incoming, outgoing))
      .catch((err: unknown) => {
        // Only the connection itself can fail here; the exchange has its row.
        ctx.log.debug({ err }, 'an answer could not be sent');
        outgoing.destroy();
      });
  };
}

function requestOf(incoming: IncomingMessage, outgoing: ServerResponse): GatewayRequest {
  const presence = new AbortController();
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) presence.abort();
  });
  const { url = '/', headers } = incoming;
  const query = url.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    pathname: query < 0 ? url : url.slice(0, query),
    signal: presence.signal,
    headers: {
      get: (name) => {
        const value = headers[name];
        return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
      },
    },
    readBytes: (maxBytes) => readBytes(incoming, maxBytes),
    readText: async (maxBytes) => (await readBytes(incoming, maxBytes)).toString(),
  };
}

function readBytes(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    const onData = (chunk: Buffer) => {
      received += chunk.length;
      if (received <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      incoming.off('data', onData);
      reject(tooLarge(maxBytes));
    };
    incoming.on('data', onData);
    incoming.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    incoming.on('error', () => reject(new ProblemError(400, 'the body ended before its end')));
  });
}

async function send(reply: GatewayReply, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { status, headers, body } = reply;
  if (!isStreamBody(body)) {
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    outgoing.end(body);
    if (!incoming.complete) cutOff(incoming, outgoing);
    return;
  }
  outgoing.writeHead(status, headers);
  outgoing.flushHeaders();
  // Leaving the loop ends the generator, and with it the upstream's stream.
  for await (const chunk of body) {
    if (outgoing.destroyed) return;
    if (outgoing.write(chunk)) continue;
    await writable(outgoing, reply.signal);
    if (outgoing.writableNeedDrain) {
      outgoing.destroy();
      return;
    }
  }
  outgoing.end();
}

/**
 * A caller who is refused in the middle of its body gets a moment to finish sending and to read why; who goes on sending
 * is cut off.
 */
function cutOff(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const timer = setTimeout(() => incoming.destroy(), CUT_OFF_MS);
  timer.unref();
  incoming.once('end', () => clearTimeout(timer));
  outgoing.once('close', () => incoming.resume());
}

/** Resolves when the reader has caught up, is gone, or has taken too long. */
async function writable(outgoing: ServerResponse, timeUp?: AbortSignal): Promise<void> {
  if (timeUp?.aborted) return;
  const settled = new AbortController();
  const options = { signal: settled.signal };
  const ends = [once(outgoing, 'drain', options), once(outgoing, 'close', options)];
  if (timeUp) ends.push(once(timeUp, 'abort', options));
  await Promise.race(ends).finally(() => settled.abort());
}

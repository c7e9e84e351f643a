import { createServer, STATUS_CODES, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemOf, ProblemError } from '#lib/http/problem.ts';

export interface ConnectionLimits {
  /** For all of a request's head. */
  headersTimeoutMs: number;
  /** For all of a request, head and body. */
  requestTimeoutMs: number;
  /** How often the two are looked at. */
  checkIntervalMs: number;
}

const LIMITS: ConnectionLimits = {
  headersTimeoutMs: 15_000,
  // Uploads of scores are up to 50 MB.
  requestTimeoutMs: 300_000,
  checkIntervalMs: 5_000,
};
const KEEP_ALIVE_MS = 65_000;

/** An HTTP server that bounds how slowly a request may come, and refuses what isn't HTTP in the words of the others. */
export function createHttpServer(listener: RequestListener, limits: ConnectionLimits = LIMITS): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    listener,
  );
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    if (socket.writable && !hasAnswerBegun(socket)) socket.write(textOf(refusalOf(error.code)));
    socket.end(() => socket.destroy());
  });
  return server;
}

/** A second head in the middle of an answer would be taken for a part of it. */
function hasAnswerBegun(socket: Duplex & { _httpMessage?: { headersSent: boolean } | null }): boolean {
  return socket._httpMessage?.headersSent === true;
}

function refusalOf(code: string | undefined): ProblemError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ProblemError(408, 'the request did not come in time');
  if (code === 'HPE_HEADER_OVERFLOW') return new ProblemError(431, 'the headers are too large');
  return new ProblemError(400, 'expected an HTTP/1.1 request');
}

function textOf(problem: ProblemError): string {
  const body = JSON.stringify(problemOf(problem));
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'content-type: application/problem+json',
    'cache-control: no-store',
    'x-lrg-error: gateway',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}

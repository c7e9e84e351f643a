import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { isRecord } from '#lib/domain/completion/usage.ts';

/** What the gateway sent, and what became of the connection. */
export interface RecordedCall {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Number of the connection, from 1. */
  connection: number;
  /** Whether the caller left before the scenario had come to its end. */
  isAborted: boolean;
  /** Whether all of the answer was handed to the operating system. */
  isAnswered: boolean;
  /** Body bytes that the scenario has written so far. */
  bytesWritten: number;
}

/** One request while it is being answered. */
export interface Turn {
  call: RecordedCall;
  response: ServerResponse;
  /** Writes a part of the body; resolves once more may be written (at once for a reader that keeps up). */
  write: (piece: string | Uint8Array) => Promise<void>;
  /** Closes the connection with a TCP reset, in the middle of whatever there is. */
  reset: () => void;
  /** Ends the connection without ending the answer. */
  cut: () => void;
}

/** How one request is answered. A scenario that resolves without ending the answer leaves it hanging. */
export type Scenario = (turn: Turn) => void | Promise<void>;

/** An OpenAI-compatible server on 127.0.0.1 that plays what a test tells it to, and remembers what it saw. */
export interface FakeUpstream {
  /** Ends in `/v1`. */
  baseUrl: string;
  calls: readonly RecordedCall[];
  /** The latest call. */
  readonly lastCall: RecordedCall;
  /** Answers the next requests in this order; the last scenario goes on for all further ones. */
  play: (...scenarios: [Scenario, ...Scenario[]]) => void;
  /** Closes every connection from this side. */
  dropConnections: () => void;
  close: () => Promise<void>;
}

export async function startFakeUpstream(): Promise<FakeUpstream> {
  const calls: RecordedCall[] = [];
  const sockets = new Map<Socket, number>();
  let script: Scenario[] = [];

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const { socket } = request;
    const call: RecordedCall = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: '',
      connection: sockets.get(socket) ?? 0,
      isAborted: false,
      isAnswered: false,
      bytesWritten: 0,
    };
    calls.push(call);
    let isOurs = false;
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    response.on('finish', () => (call.isAnswered = true));
    response.on('close', () => (call.isAborted = !isOurs && !response.writableFinished));
    const turn: Turn = {
      call,
      response,
      write: (piece) => writePiece(response, call, piece),
      reset: () => {
        isOurs = true;
        socket.resetAndDestroy();
      },
      cut: () => {
        isOurs = true;
        socket.end();
      },
    };
    const scenario = script.length > 1 ? script.shift() : script[0];
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => (body += text));
    request.on('end', () => {
      call.body = body;
      if (scenario) void scenario(turn);
      else response.writeHead(500).end('the test has not said what to answer');
    });
  });
  server.on('connection', (socket: Socket) => {
    socket.setNoDelay(true);
    sockets.set(socket, sockets.size + 1);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    calls,
    get lastCall() {
      const call = calls.at(-1);
      if (!call) throw new Error('the upstream was never called');
      return call;
    },
    play: (...scenarios) => (script = scenarios),
    dropConnections: () => server.closeAllConnections(),
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function writePiece(response: ServerResponse, call: RecordedCall, piece: string | Uint8Array): Promise<void> {
  call.bytesWritten += Buffer.byteLength(piece);
  if (response.write(piece) || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

/** The request body of a recorded call. */
export function sentBody(call: RecordedCall): Record<string, unknown> {
  const body: unknown = JSON.parse(call.body);
  if (!isRecord(body)) throw new Error('the body is not an object');
  return body;
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { errorResponse } from './errors.ts';
import { createSimulatorHandler, type SimulatorOptions } from './handler.ts';

export { loadKnowledge } from './load-knowledge.ts';

interface SimulatorServerOptions extends SimulatorOptions {
  /** Loopback unless told otherwise. */
  host?: string;
  /** 0 (the default) takes any free port. */
  port?: number;
}

export interface SimulatorServer {
  /** For a client's base URL; ends in `/v1`. */
  baseUrl: string;
  port: number;
  /** Ends open connections too, waiting requests included. */
  close: () => Promise<void>;
}

/** Starts the simulator as an HTTP server. */
export async function startSimulatorServer(options: SimulatorServerOptions): Promise<SimulatorServer> {
  const { host = '127.0.0.1', port = 0 } = options;
  const handle = createSimulatorHandler(options);
  const listener = getRequestListener(
    async (request, { outgoing }) => {
      const response = await handle(request);
      return cutting(response, () => outgoing.socket?.destroySoon());
    },
    // A client that has left is the usual reason to reject, and doesn't see this answer.
    { overrideGlobalObjects: false, errorHandler: () => errorResponse(500, 'The simulator failed.') },
  );
  // Longer than clients keep idle connections, so that none is closed under a request.
  const server = createServer(
    { keepAliveTimeout: 65_000 },
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  server.listen(port, host);
  await once(server, 'listening');
  const bound = portOf(server.address());
  return {
    baseUrl: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/v1`,
    port: bound,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * A response that cuts the connection where its body breaks. The listener itself would print the error and write it into
 * the answer, which is not how a broken connection looks.
 */
function cutting(response: Response, cut: () => void): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await reader.read();
          if (next.done) controller.close();
          else controller.enqueue(next.value);
        } catch {
          cut();
          // Ending the body now would look like a complete answer; the listener cancels it once the connection is gone.
          await new Promise(() => undefined);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const headers = new Headers(response.headers);
  // Else the listener reads ahead before it sends the headers, and an early break would come before them.
  headers.set('transfer-encoding', 'chunked');
  return new Response(body, { status: response.status, headers });
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

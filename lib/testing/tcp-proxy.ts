import { once } from 'node:events';
import { eventually } from './eventually.ts';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a server that a test can cut and restore. */
export interface TcpProxy {
  /** The same URL, by way of the proxy. */
  url: string;
  /** Resets all connections and refuses new ones. */
  cut: () => Promise<void>;
  restore: () => Promise<void>;
  /** Resolves once this many connections are open. */
  untilConnections: (expected: number) => Promise<void>;
  close: () => Promise<void>;
}

export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let server: Server = listener();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const ownPort = (server.address() as AddressInfo).port;
  const url = new URL(target);
  url.host = `127.0.0.1:${ownPort}`;

  function listener(): Server {
    return createServer((near) => {
      const far = connect(Number(port), hostname);
      near.pipe(far).pipe(near);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
    });
  }

  async function cut(): Promise<void> {
    const closed = server.listening ? once(server, 'close') : Promise.resolve();
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  }

  return {
    url: url.href,
    cut,
    restore: async () => {
      server = listener();
      server.listen(ownPort, '127.0.0.1');
      await once(server, 'listening');
    },
    untilConnections: (expected) =>
      eventually(() => {
        if (sockets.size / 2 < expected) throw new Error(`${sockets.size / 2} connections`);
      }),
    close: cut,
  };
}

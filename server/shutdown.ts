import type { Server } from 'node:http';
import type { Application } from '#lib/composition/application.ts';

const DEADLINE_MS = 20_000;

/**
 * On SIGTERM and SIGINT: no new connections, answers under way are finished, the journal is stored, then the process
 * ends; after 20 s it ends anyway (what is in the journal by then is stored at the next start). A second signal ends it
 * at once.
 */
export function stopGracefully(server: Server, application: Application): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    application.ctx.log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), DEADLINE_MS).unref();
    void end(server, application);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function end(server: Server, application: Application): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await closed;
  await application.stop();
  process.exit(0);
}

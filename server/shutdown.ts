import type { Server } from 'node:http';
import type { Application } from '#lib/composition/application.ts';

const DEADLINE_MS = 20_000;
const SWEEP_MS = 50;
/** One Ctrl-C can arrive twice: from the terminal and from the process that started this one. */
const SAME_SIGNAL_MS = 1_000;

/**
 * On SIGTERM, SIGINT, and when the process that started this one is gone: no new connections, answers under way are
 * finished, the journal is stored, then the process ends. After 20 s it ends anyway (what is in the journal by then is
 * stored at the next start); a second signal ends it at once.
 */
export function stopGracefully(server: Server, application: Application): void {
  let stoppingSince: number | null = null;
  const stop = (reason: string) => {
    const now = performance.now();
    if (stoppingSince !== null) {
      if (reason !== 'disconnect' && now - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSince = now;
    application.ctx.log.info({ reason }, 'stopping');
    setTimeout(() => process.exit(1), DEADLINE_MS).unref();
    void end(server, application);
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(event, () => stop(event));
}

async function end(server: Server, application: Application): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A kept connection whose answer ends from now on is idle, and would hold the server open until its client lets go.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  await closed;
  clearInterval(sweep);
  await application.stop();
  process.exit(0);
}

import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { lockFolder } from './folder-lock.ts';
import { PortSocket } from './port-socket.ts';

export interface EmbeddedDatabase {
  /** A socket for one connection of the `pg` driver. */
  openSocket: () => PortSocket;
  close: () => Promise<void>;
}

/**
 * Starts PGlite in `<dataDir>/pglite` on its own thread. Throws DataFolderInUseError when another process has it.
 * The database survives the death of the process, but not a power loss: PGlite doesn't call fsync.
 *
 * @param workerFile the thread's module, `worker.ts` beside this file
 */
export async function startEmbeddedDatabase(dataDir: string, workerFile: string): Promise<EmbeddedDatabase> {
  const release = lockFolder(dataDir);
  const worker = new Worker(workerFile, { workerData: { dataDir: join(dataDir, 'pglite') } });
  try {
    await nextMessage(worker);
  } catch (error) {
    release();
    throw error;
  }
  worker.unref();
  return {
    openSocket: () =>
      new PortSocket(() => {
        const { port1, port2 } = new MessageChannel();
        worker.postMessage({ connect: port2 }, [port2]);
        return port1;
      }),
    close: async () => {
      worker.ref();
      const closed = nextMessage(worker);
      worker.postMessage({ shutdown: true });
      await closed;
      await worker.terminate();
      release();
    },
  };
}

function nextMessage(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => {
      worker.off('error', reject);
      resolve();
    });
    worker.once('error', reject);
  });
}

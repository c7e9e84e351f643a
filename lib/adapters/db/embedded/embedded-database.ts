import { join } from 'node:path';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { lockFolder } from './folder-lock.ts';
import { PortSocket } from './port-socket.ts';

export interface EmbeddedDatabase {
  /** A socket for one connection of the `pg` driver. */
  openSocket: () => PortSocket;
  close: () => Promise<void>;
}

export interface EmbeddedDatabaseOptions {
  dataDir: string;
  /** The thread's module, `worker.ts` beside this file. */
  workerFile: string;
  /** The thread died; the next connection starts another one. */
  onCrash: (error: Error) => void;
}

/**
 * Starts PGlite in `<dataDir>/pglite` on its own thread. Throws DataFolderInUseError when another process has it.
 * The database survives the death of the process, but not a power loss: PGlite doesn't call fsync.
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const release = lockFolder(options.dataDir);
  let worker: Worker | null = null;

  function startWorker(): Worker {
    const started = new Worker(options.workerFile, {
      workerData: { dataDir: join(options.dataDir, 'pglite') },
    });
    started.on('error', options.onCrash);
    started.on('exit', () => {
      if (worker === started) worker = null;
    });
    started.unref();
    worker = started;
    return started;
  }

  function connect(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    (worker ?? startWorker()).postMessage({ connect: port2 }, [port2]);
    return port1;
  }

  try {
    const first = startWorker();
    first.ref();
    await nextMessage(first);
    first.unref();
  } catch (error) {
    release();
    throw error;
  }
  return {
    openSocket: () => new PortSocket(connect),
    close: async () => {
      const running = worker;
      if (running) {
        running.ref();
        const closed = nextMessage(running);
        running.postMessage({ shutdown: true });
        await closed;
        await running.terminate();
      }
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

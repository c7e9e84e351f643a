import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { openTokenMetric, type TokenMetric } from './tokens/token-metric.ts';
import type { FromWorker, ToWorker, WorkerStart } from './tokens/worker-messages.ts';

/*
 * The model on a thread of its own: the runtime computes without letting anybody in between, and a gateway on the main
 * thread must not wait for that.
 */
const post = (message: FromWorker): void => parentPort?.postMessage(message);

async function answer(metric: TokenMetric, message: ToWorker): Promise<void> {
  if ('close' in message) {
    await metric.close();
    post({ kind: 'closed' });
    return;
  }
  const { id, reference, prediction } = message;
  try {
    post({ kind: 'score', id, score: await metric.score(reference, prediction) });
  } catch (error) {
    post({ kind: 'failure', id, reason: messageOf(error) });
  }
}

const { files, settings, references } = workerData as WorkerStart;
try {
  const metric = await openTokenMetric(files, settings, references);
  parentPort?.on('message', (message: ToWorker) => void answer(metric, message));
  post({ kind: 'ready', identity: metric.identity });
} catch (error) {
  post({ kind: 'refused', reason: messageOf(error) });
}

import { Worker } from 'node:worker_threads';
import type {
  EmbeddingMetric,
  EmbeddingMetricOpening,
  EmbeddingScore,
} from '#lib/domain/metrics/embedding-metric.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts';

/** Starts the model's thread; resolves once the model is loaded, or with the reason why it can't be. */
export function startMetricWorker(workerFile: string, start: WorkerStart): Promise<EmbeddingMetricOpening> {
  const worker = new Worker(workerFile, { workerData: start });
  const waiting = new Map<number, PromiseWithResolvers<EmbeddingScore>>();
  const opening = Promise.withResolvers<EmbeddingMetricOpening>();
  const closed = Promise.withResolvers<undefined>();
  let lastId = 0;
  let endReason: string | null = null;

  const send = (message: ToWorker): void => worker.postMessage(message);

  function end(reason: string): void {
    endReason ??= reason;
    opening.resolve({ ok: false, reason: endReason });
    for (const promise of waiting.values()) promise.reject(new Error(endReason));
    waiting.clear();
    closed.resolve(undefined);
  }

  function take(id: number): PromiseWithResolvers<EmbeddingScore> | undefined {
    const promise = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref(); // an idle model doesn't keep the process alive
    return promise;
  }

  function receive(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        worker.unref();
        opening.resolve({ ok: true, metric: metricOf(message.identity) });
        break;
      case 'refused':
        end(message.reason);
        void worker.terminate();
        break;
      case 'score':
        take(message.id)?.resolve(message.score);
        break;
      case 'failure':
        take(message.id)?.reject(new Error(message.reason));
        break;
      case 'closed':
        closed.resolve(undefined);
    }
  }

  const metricOf = (identity: EmbeddingMetric['identity']): EmbeddingMetric => ({
    identity,
    score: (reference, prediction) => {
      if (endReason !== null) return Promise.reject(new Error(endReason));
      const promise = Promise.withResolvers<EmbeddingScore>();
      lastId += 1;
      waiting.set(lastId, promise);
      worker.ref();
      send({ id: lastId, reference, prediction });
      return promise.promise;
    },
    close: async () => {
      if (endReason === null) {
        worker.ref();
        send({ close: true });
        await closed.promise;
        end('the embedding model was closed');
      }
      await worker.terminate();
    },
  });

  worker.on('message', receive);
  worker.on('error', (error) => {
    end(`the embedding model's thread failed: ${messageOf(error)}`);
  });
  worker.on('exit', (code) => end(`the embedding model's thread ended with code ${code}`));
  return opening.promise;
}

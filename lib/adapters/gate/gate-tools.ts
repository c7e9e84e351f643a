import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { createGunzip, gzip } from 'node:zlib';
import { verdictOf } from '#lib/domain/gate/make-verdict.ts';
import type { GateEvidence } from '#lib/domain/gate/evidence.ts';
import type { GateSettings } from '#lib/domain/gate/settings.ts';
import { Turns } from '#lib/domain/limits/turns.ts';
import type { Verdict } from '#lib/domain/gate/verdict.ts';
import { COMPRESSION, type FromGateWorker, type ToGateWorker } from './worker-messages.ts';

interface Judged {
  verdict: Verdict;
  /** The evidence as compressed JSON. */
  packed: Uint8Array;
}

/** Up to so many answers a decision takes some milliseconds, which is less than starting a thread. */
const MOST_INLINE = 2_000;

/** Threads at once; the others wait. */
const MOST_THREADS = 2;

const compressed = promisify(gzip);

/**
 * Decides and compresses on a thread of its own when there is much to look at.
 *
 * @param workerFile where worker.ts is
 */
export function createGateTools(workerFile: string) {
  const threads = new Turns(MOST_THREADS);
  return {
    decide: async (evidence: GateEvidence, settings: GateSettings): Promise<Judged> => {
      const text = JSON.stringify(evidence);
      const answers = evidence.current.answers + (evidence.baseline?.answers ?? 0);
      if (answers <= MOST_INLINE) {
        const verdict = verdictOf(evidence, settings);
        return { verdict, packed: await compressed(text, COMPRESSION) };
      }
      const { decision, packed } = await threads.take(() => onThread(workerFile, { text, settings }));
      return { verdict: { ...decision, evidence }, packed };
    },
    decompress,
  };
}

function onThread(workerFile: string, work: ToGateWorker): Promise<FromGateWorker> {
  const worker = new Worker(workerFile, { workerData: work });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the gate's thread ended with code ${code}`)));
  });
}

async function* decompress(bytes: Uint8Array): AsyncGenerator<string> {
  const gunzip = createGunzip();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // Errors of either side end the loop below.
  pipeline(Readable.from([bytes]), gunzip, () => undefined);
  for await (const chunk of gunzip as AsyncIterable<Uint8Array>)
    yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import type { GateEvidence } from '#lib/domain/gate/evidence.ts';
import { verdictOf } from '#lib/domain/gate/make-verdict.ts';
import { COMPRESSION, type FromGateWorker, type ToGateWorker } from './worker-messages.ts';

/* One large decision on a thread of its own: a gateway on the main thread must not wait for it. */
const { text, settings } = workerData as ToGateWorker;
const { evidence: _, ...decision } = verdictOf(JSON.parse(text) as GateEvidence, settings);
const packed = Uint8Array.from(gzipSync(text, COMPRESSION));
parentPort?.postMessage({ decision, packed } satisfies FromGateWorker, [packed.buffer]);

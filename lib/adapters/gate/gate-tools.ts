import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';
import { verdictOf } from '#lib/domain/gate/make-verdict.ts';
import type { GateEvidence } from '#lib/domain/gate/evidence.ts';
import type { GateSettings } from '#lib/domain/gate/settings.ts';
import type { Verdict } from '#lib/domain/gate/verdict.ts';

const compressed = promisify(gzip);
/** Evidence repeats itself so much that the fastest level does. */
const LEVEL = 1;

export function createGateTools() {
  return {
    decide: (evidence: GateEvidence, settings: GateSettings): Promise<Verdict> =>
      Promise.resolve(verdictOf(evidence, settings)),
    compress: (text: string): Promise<Uint8Array> => compressed(text, { level: LEVEL }),
    decompress,
  };
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

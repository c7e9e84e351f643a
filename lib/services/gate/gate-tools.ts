import type { GateEvidence } from '#lib/domain/gate/evidence.ts';
import type { GateSettings } from '#lib/domain/gate/settings.ts';
import type { Verdict } from '#lib/domain/gate/verdict.ts';

/** What the gate needs of the outside: time that nothing else waits for. */
export interface GateTools {
  /** The verdict that evidence leads to. Large evidence is looked at on another thread. */
  decide: (evidence: GateEvidence, settings: GateSettings) => Promise<Verdict>;
  compress: (text: string) => Promise<Uint8Array>;
  /** The text that was compressed, piece by piece. */
  decompress: (bytes: Uint8Array) => AsyncGenerator<string>;
}

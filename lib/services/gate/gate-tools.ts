import type { GateEvidence } from '#lib/domain/gate/evidence.ts';
import type { GateSettings } from '#lib/domain/gate/settings.ts';
import type { Verdict } from '#lib/domain/gate/verdict.ts';

/** What the gate needs of the outside: time that nothing else waits for. */
export interface GateTools {
  /** The verdict that evidence leads to, and the evidence as compressed JSON. */
  decide: (
    evidence: GateEvidence,
    settings: GateSettings,
  ) => Promise<{ verdict: Verdict; packed: Uint8Array }>;
  /** The JSON that was compressed, piece by piece. */
  decompress: (packed: Uint8Array) => AsyncGenerator<string>;
}

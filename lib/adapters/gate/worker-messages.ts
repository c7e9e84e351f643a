import type { GateSettings } from '#lib/domain/gate/settings.ts';
import type { Verdict } from '#lib/domain/gate/verdict.ts';

export interface ToGateWorker {
  /** Evidence as JSON: one text is handed over faster than very many objects. */
  text: string;
  settings: GateSettings;
}

export interface FromGateWorker {
  decision: Omit<Verdict, 'evidence'>;
  /** The evidence as compressed JSON. */
  packed: Uint8Array;
}

/** Evidence repeats itself so much that the fastest level does. */
export const COMPRESSION = { level: 1 } as const;

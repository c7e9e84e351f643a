import { resolve } from 'node:path';
import { createGateTools } from '#lib/adapters/gate/gate-tools.ts';
import type { GateTools } from '#lib/services/gate/gate-tools.ts';

/** The gate's own tools, thread and all. */
export function testGateTools(): GateTools {
  return createGateTools(resolve(import.meta.dirname, '../adapters/gate/worker.ts'));
}

import { readFileSync } from 'node:fs';
import { TICKS_PER_SECOND } from './cpu.ts';

/** What everything else on this machine took: the larger, the less the figures mean. */
export function watchForeignLoad(ownCpuSeconds: () => number): () => string {
  const before = machineSeconds();
  const ownBefore = ownCpuSeconds();
  return () => {
    const after = machineSeconds();
    if (!before || !after) return 'the load by other programs is not known here';
    const foreign = after.busy - before.busy - (ownCpuSeconds() - ownBefore);
    const share = Math.max(0, foreign / (after.possible - before.possible));
    return `other programs and the system took ${Math.round(share * 100)} % of the machine`;
  };
}

/** Seconds in which the machine's processors did anything, and in which they could have; null off Linux. */
function machineSeconds(): { busy: number; possible: number } | null {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
    const ticks = line.split(/\s+/).slice(1, 9).map(Number);
    const possible = ticks.reduce((sum, part) => sum + part, 0);
    const [, , , idle = 0, waiting = 0] = ticks;
    return { busy: (possible - idle - waiting) / TICKS_PER_SECOND, possible: possible / TICKS_PER_SECOND };
  } catch {
    return null;
  }
}

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TextPair } from './texts.ts';

export interface GoogleRouge {
  /** Milliseconds of so many calls, and the score. */
  score: (
    metric: 'rougeL' | 'rougeLsum',
    pair: TextPair,
    calls: number,
  ) => Promise<{ ms: number; f1: number }>;
  close: () => void;
}

/** Starts Google's own implementation in Python, or gives null where there is none. */
export function startGoogleRouge(python: string): GoogleRouge | null {
  try {
    execFileSync(python, ['-c', 'import rouge_score'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const child = spawn(python, [join(import.meta.dirname, 'google_rouge.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: child.stdout });
  return {
    score: async (metric, pair, calls) => {
      const answer = once(answers, 'line');
      child.stdin.write(`${JSON.stringify({ metric, ...pair, calls })}\n`);
      return JSON.parse(String((await answer)[0])) as { ms: number; f1: number };
    },
    close: () => child.stdin.end(),
  };
}

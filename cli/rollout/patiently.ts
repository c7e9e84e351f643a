import { setTimeout } from 'node:timers/promises';
import { ServerApiError } from '#lib/adapters/server-api/server-api-error.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Asks again where the same question may be answered later: a server that restarts, or a database that is away. Throws what
 * was thrown last.
 *
 * @param attempts how often, at least 1; Infinity goes on until `untilMs`
 * @param untilMs by performance.now(): no pause reaches beyond it
 */
export async function patiently<T>(ask: () => Promise<T>, attempts = 4, untilMs = Infinity): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
      const isTemporary = error instanceof ServerApiError && error.isTemporary;
      if (!isTemporary || attempt >= attempts || performance.now() + pauseMs >= untilMs) throw error;
      await setTimeout(pauseMs);
    }
  }
}

import { readEnvironment } from '#lib/config/environment.ts';
import { startApplication, type Application } from './application.ts';

/*
 * The server's own code and Next's bundles load this module separately; what they share hangs on the process.
 */
interface Holder {
  application?: Promise<Application>;
}
const KEY = Symbol.for('llm-regression-guard');
const holder = ((globalThis as Record<symbol, unknown>)[KEY] ??= {}) as Holder;

/** The application of this process; the first caller starts it. A failed start may be tried again. */
export function getApplication(rootDir = process.cwd()): Promise<Application> {
  holder.application ??= startApplication(readEnvironment(), rootDir).catch((error: unknown) => {
    delete holder.application;
    throw error;
  });
  return holder.application;
}

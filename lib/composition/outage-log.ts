import { isUnavailable } from '#lib/adapters/db/is-unavailable.ts';
import type { Logger } from '#lib/services/logger.ts';

/** Log of something that asks the database all the time: one entry when it goes away, one when it is back. */
export class OutageLog {
  readonly #log: Logger;
  readonly #what: string;
  #failures = 0;

  /** @param what who is asking, such as `the job queue` */
  constructor(log: Logger, what: string) {
    this.#log = log;
    this.#what = what;
  }

  /** Errors that aren't about the connection are logged each. */
  failed(error: unknown): void {
    if (!isUnavailable(error)) {
      this.#log.warn({ err: error }, `${this.#what} had an error; it goes on`);
      return;
    }
    this.#failures += 1;
    if (this.#failures === 1)
      this.#log.warn({ err: error }, `${this.#what} can not reach the database: it waits`);
  }

  succeeded(): void {
    if (this.#failures === 0) return;
    this.#log.info({ failures: this.#failures }, `${this.#what} reaches the database again`);
    this.#failures = 0;
  }
}

const EVERY_MS = 60_000;

/** What this process does once a minute of what it looks at all the time. */
export class RolloutWatch {
  readonly #elapsedMs: () => number;
  readonly #last = new Map<string, number>();

  /** @param elapsedMs a steady clock: a clock that is set back must not put anything off */
  constructor(elapsedMs: () => number) {
    this.#elapsedMs = elapsedMs;
  }

  /** Whether a minute has passed since the last time; then it begins anew. */
  isDue(what: string): boolean {
    const nowMs = this.#elapsedMs();
    const last = this.#last.get(what);
    if (last !== undefined && nowMs - last < EVERY_MS) return false;
    for (const [key, ms] of this.#last) if (nowMs - ms > 2 * EVERY_MS) this.#last.delete(key);
    this.#last.set(what, nowMs);
    return true;
  }
}

import {
  effectiveKills,
  withKill,
  withoutSettled,
  type KillEntry,
  type KillFile,
  type Kills,
  type KillTarget,
} from '#lib/domain/rollout/kill-switches.ts';

/** Where switches are kept on this machine's disk. */
export interface KillStore {
  read: () => Promise<KillFile>;
  write: (content: KillFile) => Promise<void>;
}

/** What is switched off, as this process knows it: here, in its file, in the database. Reading it costs nothing. */
export class KillSwitches {
  readonly #store: KillStore;
  #local: KillFile = {};
  /** Switched off here while the disk couldn't take it. */
  #unwritten: KillFile = {};
  #stored: Kills | null = null;
  #effective: Kills = { shadow: false, canary: false };
  /** Writings begun, and those not over: what is read of the file meanwhile may be older than what is known here. */
  #writings = 0;
  #unfinished = 0;
  #writing: Promise<void> = Promise.resolve();
  #storing: Promise<unknown> = Promise.resolve();

  constructor(store: KillStore) {
    this.#store = store;
  }

  /** What is switched off in effect. */
  get effective(): Kills {
    return this.#effective;
  }

  /** Why something is switched off on this machine; empty where nothing is. */
  get local(): KillFile {
    return { ...this.#local, ...this.#unwritten };
  }

  /** Whether a switch is still the one that was set then. */
  has(target: KillTarget, { at, by, reason, is_stored }: KillEntry): boolean {
    const entry = this.local[target];
    return entry?.at === at && entry.by === by && entry.reason === reason && entry.is_stored === is_stored;
  }

  /** Does what changes the database's switches one after the other, in the order of the calls. */
  oneAtATime<T>(action: () => Promise<T>): Promise<T> {
    const done = this.#storing.then(action);
    this.#storing = done.catch(() => undefined);
    return done;
  }

  /** Takes in what `lrg kill` may have written. */
  async readFile(): Promise<void> {
    const before = this.#writings;
    if (this.#unfinished > 0) return;
    const read = await this.#store.read();
    if (this.#writings !== before) return;
    this.#local = read;
    this.#settle();
  }

  /** Takes in what the database says. */
  accept(stored: Kills): void {
    this.#stored = stored;
    this.#settle();
  }

  /**
   * Switches off, or back on (null), at once; resolves when it is on disk. Rejects with FileError when it can't be:
   * then it holds until this process ends.
   */
  async set(target: KillTarget, entry: KillEntry | null): Promise<void> {
    this.#local = withKill(this.#local, target, entry);
    this.#unwritten = withKill(this.#unwritten, target, entry);
    this.#update();
    await this.#write();
    this.#unwritten = withKill(this.#unwritten, target, null);
    this.#update();
  }

  #settle(): void {
    const settled = this.#stored === null ? this.#local : withoutSettled(this.#local, this.#stored);
    const isNews = settled !== this.#local;
    this.#local = settled;
    this.#update();
    // The file says what is known already; it is tried again at the next reading.
    if (isNews) this.#write().catch(() => undefined);
  }

  #update(): void {
    this.#effective = effectiveKills(this.local, this.#stored);
  }

  /** One after the other, each with the latest content. */
  #write(): Promise<void> {
    this.#writings += 1;
    this.#unfinished += 1;
    const written = this.#writing
      .then(() => this.#store.write(this.#local))
      .finally(() => (this.#unfinished -= 1));
    this.#writing = written.catch(() => undefined);
    return written;
  }
}

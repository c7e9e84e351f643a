import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SegmentFile } from './segment-file.ts';

export interface JournalOptions {
  dir: string;
  /** A segment that has grown beyond this is closed and, once read, deleted. */
  segmentBytes?: number;
  /** At most this long after it was written, a line is on the disk and not only with the operating system. */
  syncIntervalMs?: number;
  /** A background write or sync failed. */
  onError: (error: unknown) => void;
}

/** Lines read from the journal; until `commit` they count as unread. */
export interface JournalBatch {
  lines: string[];
  commit: () => void;
}

interface Waiter {
  resolve: () => void;
  reject: (error: unknown) => void;
}

const NEWLINE = 0x0a;

/**
 * A queue of text lines in files. A line is safe from the death of this process once `append` has resolved, and from a
 * power loss `syncIntervalMs` later. Whatever was not committed is read again after a restart, so readers must be
 * idempotent. One process a folder.
 */
export class Journal {
  readonly #options: Required<JournalOptions>;
  readonly #segments: SegmentFile[] = [];
  #nextNumber = 1;
  #readPosition = 0;
  #queue: string[] = [];
  #waiters: Waiter[] = [];
  #isFlushing = false;
  #wake: (() => void) | null = null;
  readonly #syncTimer: NodeJS.Timeout;

  constructor(options: JournalOptions) {
    this.#options = { segmentBytes: 8 * 1024 * 1024, syncIntervalMs: 100, ...options };
    mkdirSync(options.dir, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(options.dir).sort()) {
      const number = /^(\d{10})\.jsonl$/.exec(name)?.[1];
      if (number === undefined) continue;
      this.#segments.push(new SegmentFile(join(options.dir, name)));
      this.#nextNumber = Number(number) + 1;
    }
    this.#addSegment();
    this.#syncTimer = setInterval(() => void this.#sync(), this.#options.syncIntervalMs);
    this.#syncTimer.unref();
  }

  /** Bytes that are not committed yet. */
  get backlogBytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.size, 0) - this.#readPosition;
  }

  /** Appends a line (without line breaks). Resolves when the operating system has it; lines of one moment share a write. */
  append(line: string): Promise<void> {
    this.#queue.push(line);
    if (!this.#isFlushing) {
      this.#isFlushing = true;
      setImmediate(() => void this.#flush());
    }
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** The next uncommitted lines, about `maxBytes` of them but at least one; null when there are none. */
  async read(maxBytes: number): Promise<JournalBatch | null> {
    for (;;) {
      const [segment] = this.#segments;
      if (!segment) return null;
      if (this.#readPosition < segment.size) {
        const batch = await this.#readFrom(segment, maxBytes);
        if (batch) return batch;
      }
      // All of it is read (or its last line was torn by a crash before anyone was told that it was safe).
      if (this.#segments.length > 1) this.#dropFirst();
      else return null;
    }
  }

  async #readFrom(segment: SegmentFile, maxBytes: number): Promise<JournalBatch | null> {
    for (let size = maxBytes; ; size *= 2) {
      const bytes = await segment.read(this.#readPosition, size);
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      if (end > 0) {
        const lines = bytes.toString('utf8', 0, end - 1).split('\n');
        return { lines, commit: () => this.#commit(end) };
      }
      if (this.#readPosition + bytes.length >= segment.size) return null;
    }
  }

  #commit(bytes: number): void {
    this.#readPosition += bytes;
    const [segment] = this.#segments;
    if (!segment || this.#readPosition < segment.size) return;
    if (this.#segments.length > 1) this.#dropFirst();
  }

  /** Resolves when there is something to read, after `timeoutMs`, or when the signal aborts. */
  waitForLines(timeoutMs: number, signal?: AbortSignal): Promise<void> {
    if (this.backlogBytes > 0 || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      signal?.addEventListener('abort', done, { once: true });
      this.#wake = done;
    });
  }

  /** Deletes what is committed, so that no text stays in the files longer than needed. For idle moments. */
  compact(): void {
    const [segment] = this.#segments;
    const isIdle = this.#segments.length === 1 && this.backlogBytes === 0 && !this.#isFlushing;
    if (!isIdle || !segment || segment.size === 0) return;
    this.#addSegment();
    this.#dropFirst();
  }

  /** Writes out what is queued and closes the files. */
  async close(): Promise<void> {
    clearInterval(this.#syncTimer);
    while (this.#isFlushing) await new Promise((resolve) => setImmediate(resolve));
    this.compact();
    for (const segment of this.#segments) segment.close();
  }

  async #flush(): Promise<void> {
    while (this.#queue.length > 0) {
      const bytes = Buffer.from(`${this.#queue.join('\n')}\n`);
      const waiters = this.#waiters;
      this.#queue = [];
      this.#waiters = [];
      try {
        await this.#writable().append(bytes);
        for (const waiter of waiters) waiter.resolve();
        this.#wake?.();
      } catch (error) {
        // A half-written line must not swallow the next one: go on in a new file.
        this.#addSegment();
        for (const waiter of waiters) waiter.reject(error);
      }
    }
    this.#isFlushing = false;
  }

  #writable(): SegmentFile {
    const last = this.#segments.at(-1);
    return last && last.size < this.#options.segmentBytes ? last : this.#addSegment();
  }

  #addSegment(): SegmentFile {
    const name = `${String(this.#nextNumber).padStart(10, '0')}.jsonl`;
    this.#nextNumber += 1;
    const segment = new SegmentFile(join(this.#options.dir, name));
    this.#segments.push(segment);
    return segment;
  }

  #dropFirst(): void {
    const segment = this.#segments.shift();
    this.#readPosition = 0;
    if (!segment) return;
    segment.close();
    rmSync(segment.path, { force: true });
  }

  async #sync(): Promise<void> {
    try {
      for (const segment of this.#segments) await segment.sync();
    } catch (error) {
      this.#options.onError(error);
    }
  }
}

import { closeSync, fdatasync, fstatSync, openSync, read, write } from 'node:fs';
import { promisify } from 'node:util';

const readAt = promisify(read);
const writeAt = promisify(write);
const syncData = promisify(fdatasync);

/** One append-only file of the journal, open for writing at its end and for reading anywhere. */
export class SegmentFile {
  readonly path: string;
  readonly #fd: number;
  /** Bytes that the operating system has taken; readers stop here. */
  size: number;
  #synced = 0;
  /** Reads, writes and syncs under way; the file may not be closed under them. */
  #busy = 0;
  #isClosing = false;

  constructor(path: string) {
    this.path = path;
    this.#fd = openSync(path, 'a+', 0o600);
    this.size = fstatSync(this.#fd).size;
  }

  async append(bytes: Buffer): Promise<void> {
    let offset = 0;
    while (offset < bytes.length) {
      const from = offset;
      const { bytesWritten } = await this.#using(() =>
        writeAt(this.#fd, bytes, from, bytes.length - from, null),
      );
      offset += bytesWritten;
    }
    this.size += bytes.length;
  }

  async read(position: number, maxBytes: number): Promise<Buffer> {
    const wanted = Math.min(maxBytes, this.size - position);
    const buffer = Buffer.allocUnsafe(wanted);
    const { bytesRead } = await this.#using(() => readAt(this.#fd, buffer, 0, wanted, position));
    return buffer.subarray(0, bytesRead);
  }

  /** Asks the disk to keep what the operating system has taken. */
  async sync(): Promise<void> {
    if (this.#synced === this.size || this.#isClosing) return;
    const size = this.size;
    await this.#using(() => syncData(this.#fd));
    this.#synced = size;
  }

  /** Closes the file, at once or when what is under way is over. */
  close(): void {
    this.#isClosing = true;
    if (this.#busy === 0) closeSync(this.#fd);
  }

  async #using<T>(action: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await action();
    } finally {
      this.#busy -= 1;
      if (this.#isClosing && this.#busy === 0) closeSync(this.#fd);
    }
  }
}

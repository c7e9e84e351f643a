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

  constructor(path: string) {
    this.path = path;
    this.#fd = openSync(path, 'a+', 0o600);
    this.size = fstatSync(this.#fd).size;
  }

  async append(bytes: Buffer): Promise<void> {
    let offset = 0;
    while (offset < bytes.length) {
      const { bytesWritten } = await writeAt(this.#fd, bytes, offset, bytes.length - offset, null);
      offset += bytesWritten;
    }
    this.size += bytes.length;
  }

  async read(position: number, maxBytes: number): Promise<Buffer> {
    const wanted = Math.min(maxBytes, this.size - position);
    const buffer = Buffer.allocUnsafe(wanted);
    const { bytesRead } = await readAt(this.#fd, buffer, 0, wanted, position);
    return buffer.subarray(0, bytesRead);
  }

  /** Asks the disk to keep what the operating system has taken. */
  async sync(): Promise<void> {
    if (this.#synced === this.size) return;
    const size = this.size;
    await syncData(this.#fd);
    this.#synced = size;
  }

  close(): void {
    closeSync(this.#fd);
  }
}

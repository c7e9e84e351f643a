import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a value lies: in which file, from which byte, how many. */
interface Place {
  file: string;
  offset: number;
  bytes: number;
}

const KEY_BYTES = 64;
const NEWLINE = 0x0a;
const SUFFIX = '.calls';

/**
 * A folder of append-only files with one `<key> <JSON>` a line. Every process writes a file of its own, so processes share
 * a folder without locks; what another one writes is seen when the folder is opened the next time. A line that a killed
 * process left without its end counts as absent.
 */
export class CallLog {
  private readonly dir: string;
  private readonly ownFile: string;
  private readonly places: Map<string, Place>;
  private readonly readers = new Map<string, Promise<FileHandle>>();
  private writer: Promise<FileHandle> | null = null;
  private endOffset = 0;
  private waiting: { key: string; line: Buffer; done: (error?: Error) => void }[] = [];
  private writing: Promise<void> | null = null;

  private constructor(dir: string, ownFile: string, places: Map<string, Place>) {
    this.dir = dir;
    this.ownFile = ownFile;
    this.places = places;
  }

  /**
   * Reads the folder's index; the folder need not exist yet.
   *
   * @param name a name for this process's file that no other process has
   */
  static async open(dir: string, name: string): Promise<CallLog> {
    const places = new Map<string, Place>();
    const files = await readdir(dir).catch(() => []);
    for (const file of files.filter((item) => item.endsWith(SUFFIX)).sort())
      await indexFile(join(dir, file), places);
    return new CallLog(dir, join(dir, name + SUFFIX), places);
  }

  /** The stored value, or null. */
  async get(key: string): Promise<unknown> {
    const place = this.places.get(key);
    if (!place) return null;
    let reader = this.readers.get(place.file);
    if (!reader) this.readers.set(place.file, (reader = open(place.file, 'r')));
    const { buffer } = await (await reader).read(Buffer.alloc(place.bytes), 0, place.bytes, place.offset);
    return JSON.parse(buffer.toString('utf8')) as unknown;
  }

  /** Resolves once the value is in the file; what comes while the disk is busy goes in one write. */
  put(key: string, value: unknown): Promise<void> {
    const line = Buffer.from(`${key} ${JSON.stringify(value)}\n`);
    return new Promise((resolve, reject) => {
      const done = (error?: Error) => (error ? reject(error) : resolve());
      this.waiting.push({ key, line, done });
      this.writing ??= this.write();
    });
  }

  async close(): Promise<void> {
    await this.writing;
    const handles = [...this.readers.values(), ...(this.writer ? [this.writer] : [])];
    for (const handle of handles) await (await handle).close();
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        this.writer ??= mkdir(this.dir, { recursive: true }).then(() => open(this.ownFile, 'a'));
        await (await this.writer).appendFile(Buffer.concat(batch.map(({ line }) => line)));
        for (const { key, line, done } of batch) {
          this.remember(key, line.length);
          done();
        }
      } catch (error) {
        const failure = error instanceof Error ? error : new Error(String(error));
        for (const { done } of batch) done(failure);
      }
    }
    // In the same turn as the look at what waits: whoever comes later starts anew.
    this.writing = null;
  }

  private remember(key: string, lineBytes: number): void {
    const offset = this.endOffset + KEY_BYTES + 1;
    this.places.set(key, { file: this.ownFile, offset, bytes: lineBytes - KEY_BYTES - 2 });
    this.endOffset += lineBytes;
  }
}

/** Notes where the values of a file lie, without reading them. */
async function indexFile(file: string, places: Map<string, Place>): Promise<void> {
  let lineStart = 0;
  let offset = 0;
  let head = '';
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, from);
      const stop = end < 0 ? chunk.length : end;
      if (head.length < KEY_BYTES)
        head += chunk.toString('latin1', from, Math.min(stop, from + KEY_BYTES - head.length));
      if (end < 0) break;
      const bytes = offset + end - lineStart - KEY_BYTES - 1;
      if (head.length === KEY_BYTES && bytes > 0)
        places.set(head, { file, offset: lineStart + KEY_BYTES + 1, bytes });
      lineStart = offset + end + 1;
      head = '';
      from = end + 1;
    }
    offset += chunk.length;
  }
}

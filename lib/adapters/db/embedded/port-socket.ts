import { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';

/** A message port in the shape of the socket that the `pg` driver expects. */
export class PortSocket extends Duplex {
  readonly #open: () => MessagePort;
  #port: MessagePort | null = null;

  constructor(open: () => MessagePort) {
    super();
    this.#open = open;
  }

  connect(): this {
    const port = this.#open();
    port.on('message', (chunk: Uint8Array) => this.push(chunk));
    port.on('close', () => this.push(null));
    this.#port = port;
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  override _read(): void {
    // Replies are pushed as they come: the driver awaits one reply at a time, so they can't pile up.
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.#send(Uint8Array.from(chunk));
    done();
  }

  override _writev(chunks: { chunk: Uint8Array }[], done: () => void): void {
    const all = new Uint8Array(chunks.reduce((sum, { chunk }) => sum + chunk.length, 0));
    let offset = 0;
    for (const { chunk } of chunks) {
      all.set(chunk, offset);
      offset += chunk.length;
    }
    this.#send(all);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#port?.close();
    done(error);
  }

  #send(bytes: Uint8Array<ArrayBuffer>): void {
    this.#port?.postMessage(bytes, [bytes.buffer]);
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    this.#port?.ref();
    return this;
  }

  unref(): this {
    this.#port?.unref();
    return this;
  }
}

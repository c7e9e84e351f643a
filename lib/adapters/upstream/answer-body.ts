import type { Dispatcher } from 'undici';

/** Bytes that may wait for a reader before their server is held back. */
const HIGH_WATER_BYTES = 64 * 1024;

/**
 * An answer's body as it arrives, to be read once. What has come is given out before an error is; a reader that stops
 * before the end closes the connection.
 */
export class AnswerBody implements AsyncIterable<Buffer> {
  readonly #controller: Dispatcher.DispatchController;
  readonly #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #isOver = false;
  #error: Error | null = null;
  #wake: () => void = () => undefined;

  constructor(controller: Dispatcher.DispatchController) {
    this.#controller = controller;
  }

  push(chunk: Buffer): void {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes >= HIGH_WATER_BYTES) this.#controller.pause();
    this.#wake();
  }

  /** Nothing more will come; with an error, because it broke off. */
  end(error: Error | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#error = error;
    this.#wake();
  }

  /** Throws away what waits, and closes the connection if more could come. */
  drop(reason: Error): void {
    this.#waiting.length = 0;
    if (this.#isOver) return;
    this.end(reason);
    this.#controller.abort(reason);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        const chunk = this.#waiting.shift();
        if (chunk) {
          this.#waitingBytes -= chunk.length;
          if (this.#waitingBytes < HIGH_WATER_BYTES) this.#controller.resume();
          yield chunk;
        } else if (this.#isOver) {
          if (this.#error) throw this.#error;
          return;
        } else {
          await new Promise<void>((resolve) => (this.#wake = resolve));
        }
      }
    } finally {
      // An error is dear to make, and every answer comes by here.
      if (this.#isOver) this.#waiting.length = 0;
      else this.drop(new Error('nobody reads the answer any more'));
    }
  }
}

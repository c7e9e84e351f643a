import type { Dispatcher } from 'undici';
import { AnswerBody } from './answer-body.ts';

export interface PostRequest {
  path: string;
  headers: Record<string, string>;
  body: string | Buffer;
  signal: AbortSignal;
}

/** The head of an answer, with its body still to come. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: AnswerBody;
}

/**
 * Posts once and resolves with the head of the answer. The signal ends it at any time, also while it waits for a free
 * connection. (The pool's own `request` does the same with a stream and an async resource for every answer, which costs
 * a noticeable part of the gateway's way.)
 */
export function postOnce(pool: Dispatcher, request: PostRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { path, headers, body, signal } = request;
    if (signal.aborted) {
      reject(reasonOf(signal));
      return;
    }
    const handler = new AnswerHandler(signal, resolve, reject);
    pool.dispatch({ method: 'POST', path, headers, body }, handler);
  });
}

class AnswerHandler implements Dispatcher.DispatchHandler {
  readonly #signal: AbortSignal;
  readonly #resolve: (answer: RawAnswer) => void;
  readonly #reject: (error: Error) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #body: AnswerBody | null = null;

  constructor(signal: AbortSignal, resolve: (answer: RawAnswer) => void, reject: (error: Error) => void) {
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  readonly #abort = () => {
    const reason = reasonOf(this.#signal);
    if (this.#body) this.#body.drop(reason);
    else this.#controller?.abort(reason);
    this.#reject(reason);
  };

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#signal.aborted) controller.abort(reasonOf(this.#signal));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: RawAnswer['headers'],
  ): void {
    if (status < 200) return; // an interim answer, such as 103
    this.#body = new AnswerBody(controller);
    this.#resolve({ status, headers, body: this.#body });
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body?.push(chunk);
  }

  onResponseEnd(): void {
    this.#finish(null);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish(error);
    this.#reject(error);
  }

  #finish(error: Error | null): void {
    this.#signal.removeEventListener('abort', this.#abort);
    this.#body?.end(error);
  }
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason });
}

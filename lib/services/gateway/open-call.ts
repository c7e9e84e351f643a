import { TotalTimeoutError } from '#lib/domain/completion/upstream-failure.ts';
import type { ExchangeInput } from './exchange.ts';

export interface OpenCall {
  /** Aborts when the caller leaves or the total time is up. */
  signal: AbortSignal;
  abort: () => void;
  /** Releases the timer and the listener. */
  end: () => void;
}

/** Ties a call to its caller's presence and to the upstream's total time. */
export function openCall(input: ExchangeInput): OpenCall {
  const controller = new AbortController();
  const limitMs = input.route.upstream.totalTimeoutMs;
  const timer = setTimeout(() => controller.abort(new TotalTimeoutError(limitMs)), limitMs);
  const leave = () => controller.abort();
  if (input.signal.aborted) leave();
  else input.signal.addEventListener('abort', leave, { once: true });
  const end = () => {
    clearTimeout(timer);
    input.signal.removeEventListener('abort', leave);
  };
  return { signal: controller.signal, abort: leave, end };
}

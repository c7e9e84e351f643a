/** A terminal sends Ctrl-C to the whole group, and the launcher passes it on: two signals this close are one. */
const SAME_PRESS_MS = 300;

/**
 * The first Ctrl-C (or SIGTERM) asks the run to stop after the calls under way, which are paid for; the second one gives
 * them up.
 */
export function stopSignals(onFirst: () => void) {
  const stop = new AbortController();
  const abort = new AbortController();
  let firstMs = 0;
  const handle = () => {
    if (!stop.signal.aborted) {
      firstMs = performance.now();
      stop.abort();
      onFirst();
    } else if (performance.now() - firstMs > SAME_PRESS_MS) abort.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, handle);
  return {
    stop: stop.signal,
    abort: abort.signal,
    release: () => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, handle);
    },
  };
}

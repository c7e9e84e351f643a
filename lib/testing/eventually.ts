const PAUSE_MS = 5;

/**
 * Runs a check until it passes and gives back what it returned; after `timeoutMs` its last failure is thrown. For what
 * happens soon, but not within the call that caused it.
 */
export async function eventually<T>(check: () => T | Promise<T>, timeoutMs = 5_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** The value once it has stayed the same for `rounds` looks in a row. */
export async function settled(look: () => number, rounds = 20, timeoutMs = 10_000): Promise<number> {
  let last = look();
  let same = 0;
  await eventually(() => {
    const value = look();
    same = value === last ? same + 1 : 0;
    last = value;
    if (same < rounds) throw new Error(`still changing: ${value}`);
  }, timeoutMs);
  return last;
}

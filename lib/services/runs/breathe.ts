const EVERY = 50;

/** Lets other work of this process go first, at every fiftieth call. */
export async function breathe(count: number): Promise<void> {
  if (count % EVERY === 0) await new Promise((resolve) => setImmediate(resolve));
}

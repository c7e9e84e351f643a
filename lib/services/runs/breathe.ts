const EVERY = 50;

/** Lets other work of this process go first, at every fiftieth call. */
export async function breathe(count: number): Promise<void> {
  if (count % EVERY === 0) await breatheAlways();
}

/** Lets other work of this process go first. */
export async function breatheAlways(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Keeps what was used last, up to a number of bytes. */
export interface LruCache<T> {
  get: (key: string) => T | undefined;
  set: (key: string, value: T, bytes: number) => void;
  /** Bytes of all that is kept. */
  readonly bytes: number;
}

export function createLruCache<T>(maxBytes: number): LruCache<T> {
  // A Map keeps the order of insertion: its first entry is the one that wasn't used for longest.
  const entries = new Map<string, { value: T; bytes: number }>();
  let total = 0;
  const remove = (key: string): void => {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set: (key, value, bytes) => {
      remove(key);
      if (bytes > maxBytes) return;
      entries.set(key, { value, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= maxBytes) break;
        remove(oldest);
      }
    },
    get bytes() {
      return total;
    },
  };
}

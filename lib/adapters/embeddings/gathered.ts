import { hash } from 'node:crypto';
import { createLruCache } from './lru-cache.ts';

/** Something made of a text, for many texts at once where that is cheaper. */
export interface Gathered<T> {
  /** What belongs to the text: from the cache, or made together with the texts that others ask for meanwhile. */
  get: (text: string) => Promise<T>;
}

export interface GatheredOptions<T> {
  /** Makes all of them; reports each as soon as it is there. One call at a time. */
  make: (texts: readonly string[], report: (index: number, outcome: Outcome<T>) => void) => Promise<void>;
  bytesOf: (value: T) => number;
  cacheBytes: number;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown };

interface Waiting<T> {
  key: string;
  text: string;
  promise: PromiseWithResolvers<T>;
}

/** Gathers what is asked for within a tick, or while the last lot is being made; the same text is made once. */
export function createGathered<T>({ make, bytesOf, cacheBytes }: GatheredOptions<T>): Gathered<T> {
  const cache = createLruCache<T>(cacheBytes);
  const underWay = new Map<string, Promise<T>>();
  let waiting: Waiting<T>[] = [];
  let isMaking = false;

  function settle(entry: Waiting<T>, outcome: Outcome<T>): void {
    underWay.delete(entry.key);
    if (!outcome.ok) {
      entry.promise.reject(outcome.error);
      return;
    }
    cache.set(entry.key, outcome.value, bytesOf(outcome.value));
    entry.promise.resolve(outcome.value);
  }

  async function makeAll(): Promise<void> {
    while (waiting.length > 0) {
      const lot = waiting;
      waiting = [];
      const texts = lot.map((entry) => entry.text);
      const report = (index: number, outcome: Outcome<T>): void => {
        const entry = lot[index];
        if (entry && underWay.has(entry.key)) settle(entry, outcome);
      };
      let error: unknown = new Error('nothing was made of the text');
      try {
        await make(texts, report);
      } catch (thrown) {
        error = thrown;
      }
      lot.forEach((_, index) => report(index, { ok: false, error }));
    }
    isMaking = false;
  }

  return {
    get: (text) => {
      const key = hash('sha256', text, 'base64');
      const known = cache.get(key);
      if (known !== undefined) return Promise.resolve(known);
      const shared = underWay.get(key);
      if (shared) return shared;
      const promise = Promise.withResolvers<T>();
      underWay.set(key, promise.promise);
      waiting.push({ key, text, promise });
      if (!isMaking) {
        isMaking = true;
        setImmediate(() => void makeAll());
      }
      return promise.promise;
    },
  };
}

import type { z } from 'zod';
import { ask, readAnswer } from './ask.ts';

interface GetOptions {
  query?: Readonly<Record<string, string | null>>;
  signal?: AbortSignal;
}

/** Asks the API and reads its answer by the contract; everything that goes wrong is an ApiError. */
export async function getJson<T>(path: string, schema: z.ZodType<T>, options: GetOptions = {}): Promise<T> {
  const init = options.signal ? { signal: options.signal } : {};
  return readAnswer(await ask(path + queryText(options.query ?? {}), init), path, schema);
}

function queryText(query: Readonly<Record<string, string | null>>): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null);
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`;
}

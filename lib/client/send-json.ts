import type { z } from 'zod';
import { ask, readAnswer } from './ask.ts';

type Method = 'POST' | 'PUT' | 'PATCH';

/** Changes something through the API and reads its answer by the contract; everything that goes wrong is an ApiError. */
export async function sendJson<T>(
  method: Method,
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
): Promise<T> {
  return readAnswer(await ask(path, requestOf(method, body)), path, schema);
}

/** Changes something through an API that answers without a body. */
export async function sendForNothing(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<void> {
  await ask(path, requestOf(method, body));
}

function requestOf(method: string, body: unknown) {
  if (body === undefined) return { method };
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

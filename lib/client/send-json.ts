import type { z } from 'zod';
import { ask, readAnswer } from './ask.ts';

type Method = 'POST' | 'PATCH';

/** Changes something through the API and reads its answer by the contract; everything that goes wrong is an ApiError. */
export async function sendJson<T>(
  method: Method,
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
): Promise<T> {
  const init = {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  };
  return readAnswer(await ask(path, init), path, schema);
}

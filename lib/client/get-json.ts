import type { z } from 'zod';
import { problemSchema } from '#lib/contracts/problem.ts';
import { ApiError } from './api-error.ts';

interface GetOptions {
  query?: Readonly<Record<string, string | null>>;
  signal?: AbortSignal;
}

/** Asks the API and reads its answer by the contract; everything that goes wrong is an ApiError. */
export async function getJson<T>(path: string, schema: z.ZodType<T>, options: GetOptions = {}): Promise<T> {
  const response = await request(path + queryText(options.query ?? {}), options.signal);
  const body = await readBody(response);
  if (!response.ok) throw problemOf(response, body);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ApiError(
    'The answer is not as expected',
    `${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}. Reload the page if the server was updated.`,
    response.status,
  );
}

async function request(url: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError('The server cannot be reached', 'Is it still running?', null);
  }
}

async function readBody(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function problemOf(response: Response, body: unknown): ApiError {
  const problem = problemSchema.safeParse(body);
  if (problem.success) return new ApiError(problem.data.title, problem.data.detail ?? null, response.status);
  return new ApiError(`The server answered ${response.status}`, response.statusText || null, response.status);
}

function queryText(query: Readonly<Record<string, string | null>>): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null);
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`;
}

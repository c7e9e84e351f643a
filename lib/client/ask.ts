import type { z } from 'zod';
import { problemSchema } from '#lib/contracts/problem.ts';
import { ApiError } from './api-error.ts';

interface ApiRequest {
  method?: string;
  body?: string;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

interface Answer {
  response: Response;
  body: unknown;
}

/** Sends a request to the API. A refusal, and a server that can't be reached, are ApiErrors. */
export async function ask(url: string, init: ApiRequest): Promise<Answer> {
  const response = await send(url, init);
  const body = await readBody(response);
  if (!response.ok) throw problemOf(response, body);
  return { response, body };
}

/** The answer's body by the contract; one that breaks it is an ApiError. */
export function readAnswer<T>({ response, body }: Answer, path: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ApiError(
    'The answer is not as expected',
    `${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}. Reload the page if the server was updated.`,
    response.status,
  );
}

async function send(url: string, { headers, ...init }: ApiRequest): Promise<Response> {
  try {
    return await fetch(url, { ...init, headers: { accept: 'application/json', ...headers } });
  } catch (error) {
    if (init.signal?.aborted) throw error;
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
  if (!problem.success)
    return new ApiError(
      `The server answered ${response.status}`,
      response.statusText || null,
      response.status,
    );
  const { title, detail, errors } = problem.data;
  return new ApiError(title, detail ?? null, response.status, errors);
}

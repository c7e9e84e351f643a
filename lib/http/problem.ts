import type { z } from 'zod';
import type { Problem } from '#lib/contracts/problem.ts';

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Authentication needed',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'The request came too slowly',
  409: 'Conflict',
  413: 'The body is too large',
  415: 'Unsupported content type',
  422: 'The request is not valid',
  429: 'Too many requests',
  431: 'The headers are too large',
  500: 'Internal error',
  502: 'The model server failed',
  503: 'Not available now',
  504: 'The model server took too long',
};

/** An expected refusal: thrown anywhere under a route, answered as problem+json. */
export class ProblemError extends Error {
  readonly status: number;
  readonly errors: Problem['errors'];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    detail: string,
    extra: { errors?: Problem['errors']; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.name = 'ProblemError';
    this.status = status;
    this.errors = extra.errors;
    this.headers = extra.headers ?? {};
  }
}

export function problemOf(error: ProblemError): Problem {
  const { status, message, errors } = error;
  const title = TITLES[status] ?? 'Error';
  return { type: 'about:blank', title, status, detail: message, ...(errors ? { errors } : {}) };
}

/** Next's bundles and the server's own code each have a class of this name; both are meant. */
export function isProblem(error: unknown): error is ProblemError {
  return error instanceof Error && error.name === 'ProblemError';
}

export function problemResponse(error: ProblemError): Response {
  return new Response(JSON.stringify(problemOf(error)), {
    status: error.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...error.headers },
  });
}

/** A refusal that lists everything zod found, with its path. */
export function validationProblem(error: z.ZodError, where: string): ProblemError {
  const errors = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  return new ProblemError(422, `${where} has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`, {
    errors,
  });
}

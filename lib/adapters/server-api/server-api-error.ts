import { problemSchema } from '#lib/contracts/problem.ts';

/** `refused`: the server understood and said no (409, 422). The others mean that the question couldn't be put. */
export type ServerApiFailure = 'unreachable' | 'access' | 'missing' | 'refused' | 'unexpected';

/** A call of the server's API that failed; the message is for people. */
export class ServerApiError extends Error {
  readonly failure: ServerApiFailure;
  /** Whether the same question may be answered later: nobody answered, or a server that is overloaded or ailing. */
  readonly isTemporary: boolean;

  constructor(
    failure: ServerApiFailure,
    message: string,
    options: ErrorOptions & { isTemporary?: boolean } = {},
  ) {
    super(message, options);
    this.name = 'ServerApiError';
    this.failure = failure;
    this.isTemporary = options.isTemporary ?? failure === 'unreachable';
  }
}

/** What a connection that failed means. */
export function unreachable(baseUrl: string, cause: unknown): ServerApiError {
  const why = cause instanceof Error ? cause.message || String(Reflect.get(cause, 'code')) : String(cause);
  const message = `no server answers on ${baseUrl} (${why}): start it with npm start, or set LRG_SERVER_URL to its address`;
  return new ServerApiError('unreachable', message, { cause });
}

/** What an answer other than 2xx means. */
export function refusalOf(status: number, text: string, hasKey: boolean): ServerApiError {
  const problem = problemSchema.safeParse(parse(text));
  const detail = problem.success ? (problem.data.detail ?? problem.data.title) : `status ${status}`;
  const errors = problem.success ? (problem.data.errors ?? []) : [];
  const lines = errors.map(({ path, message }) => `\n  ${path === '' ? '' : `${path}: `}${message}`);
  if (status === 401)
    return new ServerApiError(
      'access',
      hasKey
        ? 'the server does not know this key: set LRG_API_KEY to a valid one (POST /api/keys makes one)'
        : 'the server asks for a key: set LRG_API_KEY to a valid one (POST /api/keys makes one)',
    );
  if (status === 403)
    return new ServerApiError('access', `the key in LRG_API_KEY may not do this: ${detail}`);
  if (status === 404)
    return new ServerApiError('missing', problem.success ? detail : 'the server has no such page');
  const isRefusal = status === 409 || status === 413 || status === 422 || status === 400;
  const message = isRefusal ? `the server refused: ${detail}` : `the server failed (${status}): ${detail}`;
  const isTemporary = status === 408 || status === 429 || status >= 500;
  return new ServerApiError(isRefusal ? 'refused' : 'unexpected', message + lines.join(''), { isTemporary });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface FieldError {
  path: string;
  message: string;
}

/** The API refused or failed; `message` is fit to be shown to a person. */
export class ApiError extends Error {
  readonly title: string;
  readonly detail: string | null;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  /** What is wrong with which field of the request. */
  readonly errors: readonly FieldError[];

  constructor(
    title: string,
    detail: string | null,
    status: number | null,
    errors: readonly FieldError[] = [],
  ) {
    super(detail ? `${title}: ${detail}` : title);
    this.name = 'ApiError';
    this.title = title;
    this.detail = detail;
    this.status = status;
    this.errors = errors;
  }
}

/** Whether asking again may help: not for requests that the server understood and refused. */
export function isWorthRetrying(error: Error): boolean {
  if (!(error instanceof ApiError)) return true;
  return error.status === null || error.status === 429 || error.status >= 500;
}

/** What the API said of one field of the request; null when it said nothing of it. */
export function fieldErrorOf(error: Error | null, field: string): string | null {
  if (!(error instanceof ApiError)) return null;
  return error.errors.find(({ path }) => path === field)?.message ?? null;
}

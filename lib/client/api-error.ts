/** The API refused or failed; `message` is fit to be shown to a person. */
export class ApiError extends Error {
  readonly title: string;
  readonly detail: string | null;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;

  constructor(title: string, detail: string | null, status: number | null) {
    super(detail ? `${title}: ${detail}` : title);
    this.name = 'ApiError';
    this.title = title;
    this.detail = detail;
    this.status = status;
  }
}

/** Whether asking again may help: not for requests that the server understood and refused. */
export function isWorthRetrying(error: Error): boolean {
  if (!(error instanceof ApiError)) return true;
  return error.status === null || error.status === 429 || error.status >= 500;
}

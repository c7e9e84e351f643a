export type FailureKind = 'timeout' | 'unreachable' | 'interrupted' | 'aborted';

/** The upstream gave no (whole) answer. Says whether trying again may help. */
export class UpstreamFailure extends Error {
  readonly kind: FailureKind;
  readonly isRetryable: boolean;
  readonly attempts: number;

  constructor(kind: FailureKind, message: string, isRetryable: boolean, attempts: number, cause: unknown) {
    super(message, { cause });
    this.name = 'UpstreamFailure';
    this.kind = kind;
    this.isRetryable = isRetryable;
    this.attempts = attempts;
  }
}

/** The reason with which a call is aborted when its total time is up. */
export class TotalTimeoutError extends Error {
  constructor(limitMs: number) {
    super(`no complete answer within ${limitMs} ms`);
    this.name = 'TotalTimeoutError';
  }
}

const TIMEOUTS: Record<string, string> = {
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stalled',
  ETIMEDOUT: 'no connection in time',
};
const CONNECTING = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Sorts an error of the HTTP client into what it means for the caller. */
export function failureOf(error: unknown, signal: AbortSignal, attempts: number): UpstreamFailure {
  if (error instanceof UpstreamFailure) return error;
  if (signal.aborted) {
    const reason: unknown = signal.reason;
    return reason instanceof TotalTimeoutError
      ? new UpstreamFailure('timeout', reason.message, false, attempts, error)
      : new UpstreamFailure('aborted', 'the caller went away', false, attempts, error);
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const wasSent = isUnderWay(error);
  if (code === 'ETIMEDOUT' && wasSent) {
    return new UpstreamFailure(
      'timeout',
      'the connection to the model server went dead',
      false,
      attempts,
      error,
    );
  }
  const timeout = TIMEOUTS[code];
  if (timeout !== undefined) {
    // A model that hangs once would make every retry as slow; only a connection is worth another try.
    return new UpstreamFailure('timeout', timeout, CONNECTING.has(code), attempts, error);
  }
  if (UNREACHABLE.has(code)) {
    return new UpstreamFailure(
      'unreachable',
      `the model server is unreachable (${code})`,
      !wasSent,
      attempts,
      error,
    );
  }
  return new UpstreamFailure(
    'interrupted',
    'the connection to the model server broke',
    true,
    attempts,
    error,
  );
}

/**
 * Whether the operating system gave up on a connection that was there already: the model may have worked on the request
 * and is not asked twice. The same codes while connecting (call `connect`, or several addresses that all failed) are
 * harmless.
 */
function isUnderWay(error: unknown): boolean {
  return (
    error instanceof Error && 'syscall' in error && (error.syscall === 'read' || error.syscall === 'write')
  );
}

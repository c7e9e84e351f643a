type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What an answer, or its absence, says about trying again. */
export interface FailedTry {
  /** Null when there was no answer. */
  status: number | null;
  headers: Headers;
  text: string;
}

const SECONDARY_MS = 60_000;
const FIRST_MS = 1_000;
const AILING = new Set([408, 500, 502, 503, 504]);

/** Whether the answer says "too many requests": such a call took no effect. GitHub uses 403 for it as well. */
export function isRateLimited({ status, headers, text }: FailedTry): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    'retry-after' in headers || headers['x-ratelimit-remaining'] === '0' || /secondary rate limit/i.test(text)
  );
}

/** Whether no answer came, or one of an ailing server: the call may have taken effect all the same. */
export function isUnavailable({ status }: FailedTry): boolean {
  return status === null || AILING.has(status);
}

/**
 * Milliseconds to wait before the next try: what the server asks for, else a minute for a limit whose end isn't named (as
 * GitHub advises) or a second otherwise, doubled with each try.
 */
export function waitMs(tried: FailedTry, tries: number, nowMs: number): number {
  const { headers } = tried;
  const asked = single(headers['retry-after']);
  if (asked !== null) {
    const seconds = Number(asked);
    const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(asked) - nowMs;
    if (!Number.isNaN(ms)) return Math.max(0, ms);
  }
  const reset = Number(single(headers['x-ratelimit-reset']) ?? Number.NaN);
  // The reset is a full second that has to be over.
  if (isRateLimited(tried) && headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset))
    return Math.max(0, reset * 1_000 - nowMs) + 1_000;
  return (isRateLimited(tried) ? SECONDARY_MS : FIRST_MS) * 2 ** (tries - 1);
}

function single(value: string | string[] | undefined): string | null {
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  return text === undefined || text === '' ? null : text;
}

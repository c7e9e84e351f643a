const FIRST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;
/** What a server asks for is followed up to this. */
const LONGEST_ASKED_MS = 60 * 60_000;

/** So many times a message is sent to one channel before it is given up. */
export const MOST_ATTEMPTS = 8;

/**
 * Wait before the next attempt: 5 s, doubled with each one up to a quarter of an hour, or what the server asked for if that
 * is longer. Null when it is given up.
 *
 * @param attempts made so far, from 1
 */
export function retryDelayMs(attempts: number, retryAfterMs: number | null): number | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  const own = Math.min(FIRST_MS * 2 ** (Math.max(attempts, 1) - 1), LONGEST_MS);
  return Math.max(own, Math.min(retryAfterMs ?? 0, LONGEST_ASKED_MS));
}

/** Reads a Retry-After header: seconds, or a date. Null when there is none that makes sense. */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Date.parse takes much for a date; HTTP's begin with the day's name.
  const at = /^[A-Z][a-z]{2},/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

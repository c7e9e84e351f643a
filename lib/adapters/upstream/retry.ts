type Headers = Readonly<Record<string, string | string[] | undefined>>;

const FIRST_DELAY_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/**
 * Milliseconds to wait before the next attempt: what the server asks for (`retry-after-ms`, `retry-after` in seconds or
 * as a date), else 100, 200, 400 … Null when the server asks for more than 5 s: then the caller should hear of it now.
 */
export function retryDelayMs(attempts: number, headers: Headers): number | null {
  const asked = askedMs(headers);
  if (asked !== null) return asked <= LONGEST_WAIT_MS ? asked : null;
  return Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
}

function askedMs(headers: Headers): number | null {
  const milliseconds = single(headers['retry-after-ms']);
  if (milliseconds !== null && Number(milliseconds) >= 0) return Number(milliseconds);
  const after = single(headers['retry-after']);
  if (after === null) return null;
  const seconds = Number(after);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const date = Date.parse(after);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

function single(value: string | string[] | undefined): string | null {
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  return text === undefined || text === '' ? null : text;
}

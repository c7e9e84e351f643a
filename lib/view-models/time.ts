const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const EXACT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const CLOCK_TO_SECOND = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** How long ago a time was, to one unit; a clock that runs ahead reads as just now. */
export function formatAgo(timeMs: number, nowMs: number): string {
  const ago = nowMs - timeMs;
  if (ago < 5 * SECOND_MS) return 'just now';
  if (ago < MINUTE_MS) return `${Math.floor(ago / SECOND_MS)} s ago`;
  if (ago < HOUR_MS) return `${Math.floor(ago / MINUTE_MS)} min ago`;
  if (ago < DAY_MS) return `${Math.floor(ago / HOUR_MS)} h ago`;
  return `${Math.floor(ago / DAY_MS)} d ago`;
}

/** Date and time to the second in the reader's zone, which is named. */
export function formatExactTime(timeMs: number): string {
  return EXACT.format(timeMs);
}

/** The short name of the reader's time zone at a time, such as CET. */
export function zoneName(timeMs: number): string {
  return EXACT.formatToParts(timeMs).find((part) => part.type === 'timeZoneName')?.value ?? 'local';
}

/** Hours and minutes in the reader's zone. */
export function formatClock(timeMs: number): string {
  return CLOCK.format(timeMs);
}

/** Hours, minutes and seconds in the reader's zone. */
export function formatClockToSecond(timeMs: number): string {
  return CLOCK_TO_SECOND.format(timeMs);
}

/** Day and month in the reader's zone. */
export function formatDay(timeMs: number): string {
  return DAY.format(timeMs);
}

/** A length of time in its two largest units, such as 3 min 20 s. */
export function formatDuration(lengthMs: number): string {
  const seconds = Math.round(lengthMs / SECOND_MS);
  if (lengthMs > 0 && seconds === 0) return '<1 s';
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

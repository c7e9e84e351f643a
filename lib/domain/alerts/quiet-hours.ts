import { z } from 'zod';

/** Hours of each day in which nobody is woken. */
export interface QuietHours {
  /** IANA name, such as Europe/Berlin. */
  timeZone: string;
  /** `HH:MM`, the first quiet minute. */
  from: string;
  /** `HH:MM`, the first minute that isn't quiet any more; before `from` when the hours cross midnight. */
  to: string;
}

/** Whether a time zone's name is known here. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Whether the wall clock of the time zone is within the quiet hours. Equal ends mean the whole day. */
export function isQuietAt({ timeZone, from, to }: QuietHours, nowMs: number): boolean {
  const now = minuteOfDay(wallClock(timeZone, nowMs));
  const [first, end] = [minuteOfDay(from), minuteOfDay(to)];
  if (first === end) return true;
  return first < end ? now >= first && now < end : now >= first || now < end;
}

function wallClock(timeZone: string, nowMs: number): string {
  const options = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(nowMs);
}

function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time such as '22:00', in quotes");

/** Quiet hours in files and in the API. */
export const quietHoursSchema = z
  .strictObject({
    time_zone: z.string().refine(isTimeZone, 'expected a time zone such as Europe/Berlin'),
    from: clockTime,
    to: clockTime,
  })
  .meta({ id: 'QuietHours' });

import { pino } from 'pino';

/** Structured log on standard output, one JSON object a line. Keys and cookies never get into it. */
export function createLogger(level: string) {
  return pino({
    level,
    base: null,
    redact: { paths: ['*.authorization', '*.cookie', 'err.config', 'err.request'], remove: true },
  });
}

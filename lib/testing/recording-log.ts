import type { Logger } from '#lib/services/logger.ts';

export interface LogEntry {
  level: keyof Logger;
  fields: Record<string, unknown>;
  message: string;
}

/** A log that a test can read. */
export function recordingLog(): Logger & { entries: LogEntry[] } {
  const entries: LogEntry[] = [];
  const record = (level: keyof Logger) => (fields: Record<string, unknown>, message: string) =>
    void entries.push({ level, fields, message });
  return {
    entries,
    debug: record('debug'),
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
  };
}

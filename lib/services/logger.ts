/** The structured log: fields first, then a message. */
export interface Logger {
  debug: LogMethod;
  info: LogMethod;
  warn: LogMethod;
  error: LogMethod;
}

type LogMethod = (fields: Record<string, unknown>, message: string) => void;

/** Runs the paid parts of a job once: a retried job gets the stored result of a step that had succeeded. */
export interface JobStep {
  run: <T>(name: string, action: () => Promise<T>) => Promise<T>;
}

/** Trying again can't help: the job is dead-lettered at once, with this message as its reason. */
export class PermanentJobError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PermanentJobError';
  }
}

/** Another engine has the job now. It stays open here, and is handed over again in a while, until it is settled there. */
export class HandedOverError extends Error {
  constructor() {
    super('handed over');
    this.name = 'HandedOverError';
  }
}

/** Next's bundles and the server's own code each have a class of this name; both are meant. */
export function isPermanent(error: unknown): error is PermanentJobError {
  return error instanceof Error && error.name === 'PermanentJobError';
}

import { isUnavailable } from '#lib/adapters/db/is-unavailable.ts';
import { ProblemError } from './problem.ts';

/** What a caller is asked to wait for a database that is away. */
const RETRY_AFTER_SECONDS = 5;

/** The refusal of a caller whose request the database would have to answer. */
export function databaseAway(): ProblemError {
  const headers = { 'retry-after': String(RETRY_AFTER_SECONDS) };
  return new ProblemError(503, 'the database can not be reached now; try again in a moment', { headers });
}

/** What becomes of work with the database; throws ProblemError 503 when that can't be reached. */
export async function orAway<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isUnavailable(error) ? databaseAway() : error;
  }
}

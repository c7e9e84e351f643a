import type { UserChange } from '#lib/services/users/change-role.ts';
import { ProblemError } from './problem.ts';

/** What came of a change of an account, or ProblemError 404 or 409. */
export function orUserProblem<T>(change: UserChange<T>): T {
  if (change.action === 'unknown') throw new ProblemError(404, 'there is no such person');
  if (change.action === 'refused') throw new ProblemError(409, change.reason);
  return change.result;
}

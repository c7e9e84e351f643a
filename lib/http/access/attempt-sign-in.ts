import { isUnavailable } from '#lib/adapters/db/is-unavailable.ts';
import type { Logger } from '#lib/services/logger.ts';
import { isProblem } from '../problem.ts';
import type { Admission } from './admission.ts';

/** What next-auth hands to the sign-in page as its error; lib/view-models/sign-in-problem.ts puts it in words. */
type Reason = 'TooManyAttempts' | 'DatabaseAway' | 'SignInFailed';

/**
 * Tries to sign somebody in. Guessing is slowed down per account, so that nobody else is locked out by it. Throws an error
 * whose message is a reason; null is the answer to wrong credentials and to nothing else.
 */
export async function attemptSignIn<Person>(
  ctx: { signInAdmission: Admission; log: Logger },
  account: string,
  signIn: () => Promise<Person | null>,
): Promise<Person | null> {
  try {
    ctx.signInAdmission.enter(account.trim().toLowerCase());
    return await signIn();
  } catch (error) {
    const reason = reasonOf(error);
    if (reason !== 'TooManyAttempts') ctx.log.error({ err: error, reason }, 'a sign-in could not be checked');
    throw new Error(reason, { cause: error });
  }
}

function reasonOf(error: unknown): Reason {
  if (isProblem(error)) return 'TooManyAttempts';
  return isUnavailable(error) ? 'DatabaseAway' : 'SignInFailed';
}

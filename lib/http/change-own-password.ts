import type { SetPassword } from '#lib/contracts/users.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { setPassword, type PasswordContext } from '#lib/services/users/set-password.ts';
import { Admission } from './access/admission.ts';
import { ProblemError } from './problem.ts';

/** Whoever has somebody's open browser must not guess the password through it. */
const admission = new Admission({ perMinute: 10, maxInFlight: 1 }, () => performance.now());

/** Sets a signed-in person's own password. Throws ProblemError 403, 422 or 429. */
export async function changeOwnPassword(
  ctx: PasswordContext,
  principal: Principal,
  input: SetPassword,
): Promise<undefined> {
  if (principal.kind !== 'user')
    throw new ProblemError(403, 'only signed-in people have a password, API keys have none');
  const leave = admission.enter(principal.id);
  try {
    if (await setPassword(ctx, principal.id, input)) return undefined;
  } finally {
    leave();
  }
  const errors = [{ path: 'current_password', message: 'this is not your present password' }];
  throw new ProblemError(422, 'the body has 1 error', { errors });
}

export type SignInWay = 'password' | 'link';

/** What went wrong with signing in, for the person who tried; `error` is what next-auth answered. */
export function signInProblem(way: SignInWay, error: string | null, status: number): string {
  if (status === 429 || /too.?many|rate.?limit|a minute/i.test(error ?? '')) {
    return 'Too many attempts. Wait a minute, then try again.';
  }
  if (error === 'DatabaseAway') return 'The database does not answer right now. Try again in a moment.';
  if (status >= 500 || error === 'SignInFailed')
    return 'The server could not check this. Try again; its log says why.';
  if (way === 'link')
    return 'This link was used already or has expired. Ask an administrator for a new one; the first one restarts the server.';
  return 'Wrong e-mail address or password.';
}

const PROVIDER_PROBLEMS: Readonly<Record<string, string>> = {
  NotInvited: 'You have no account here yet. Ask an administrator to invite your e-mail address.',
  EmailNotVerified:
    'The provider does not say that your e-mail address is yours. Verify it there, then try again.',
};

/** Why signing in with a provider failed; `error` is in the address that it leads back to. Null without one. */
export function providerProblem(error: string | null): string | null {
  if (error === null) return null;
  return (
    PROVIDER_PROBLEMS[error] ??
    'Signing in with this provider did not work. Try again; the server log says why.'
  );
}

/** Shown when no usable answer came at all. */
export const NO_ANSWER = 'Signing in is not possible right now. Wait a minute, then try again.';

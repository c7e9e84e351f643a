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
    return 'This link was used already or has expired. Restart the server to print a new one.';
  return 'Wrong e-mail address or password.';
}

/** Shown when no usable answer came at all. */
export const NO_ANSWER = 'Signing in is not possible right now. Wait a minute, then try again.';

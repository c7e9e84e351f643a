import { signIn } from 'next-auth/react';
import { NO_ANSWER, signInProblem, type SignInWay } from '#lib/view-models/sign-in-problem.ts';

type Secrets = { email: string; password: string } | { token: string };

/** Tries to sign in. Null when that worked, else what to tell the person. */
export async function trySignIn(secrets: Secrets): Promise<string | null> {
  const way: SignInWay = 'token' in secrets ? 'link' : 'password';
  const provider = way === 'link' ? 'link' : 'credentials';
  try {
    const answer = await signIn<'credentials'>(provider, { ...secrets, redirect: false });
    if (answer?.ok && !answer.error) return null;
    return answer ? signInProblem(way, answer.error ?? null, answer.status) : NO_ANSWER;
  } catch {
    return NO_ANSWER;
  }
}

/** Loads a page anew, so that the server renders it with the new session. */
export function enter(destination: string): void {
  window.location.assign(destination);
}

import { expect, it } from 'vitest';
import { providerProblem, signInProblem } from './sign-in-problem.ts';

it.each([
  ['password', 'CredentialsSignin', 401, 'Wrong e-mail'],
  ['link', 'CredentialsSignin', 401, 'used already or has expired'],
  ['password', 'TooManyAttempts', 401, 'Too many attempts'],
  ['password', 'at most 20 requests a minute', 401, 'Too many attempts'],
  ['link', null, 429, 'Too many attempts'],
  ['password', 'DatabaseAway', 401, 'database does not answer'],
  ['link', 'DatabaseAway', 401, 'database does not answer'],
  ['link', 'SignInFailed', 401, 'The server could not check'],
  ['password', 'Configuration', 500, 'The server could not check'],
] as const)('explains a %s sign-in that ends with %s (%d)', (way, error, status, words) => {
  expect(signInProblem(way, error, status)).toContain(words);
});

it.each([
  [null, null],
  ['NotInvited', 'no account here yet'],
  ['EmailNotVerified', 'Verify it there'],
  ['OAuthCallback', 'did not work'],
])('explains what a provider leads back with: %s', (error, words) => {
  if (words === null) expect(providerProblem(error)).toBeNull();
  else expect(providerProblem(error)).toContain(words);
});

import { ProblemError } from '../problem.ts';

const FOREIGN = new Set<string | null>(['cross-site', 'same-site']);

/**
 * Throws ProblemError 403 for a change that a page of another address asks for, in a browser whose person is signed in
 * here. The session's cookie isn't sent from other sites; this also covers other ports and subdomains of this one.
 */
export function refuseForeignPage({ method, headers }: Pick<Request, 'method' | 'headers'>): void {
  const isChange = method !== 'GET' && method !== 'HEAD';
  // Who sends a key says who they are, wherever the page came from.
  if (!isChange || headers.has('authorization') || !FOREIGN.has(headers.get('sec-fetch-site'))) return;
  throw new ProblemError(403, 'a page of another address can not change anything here');
}

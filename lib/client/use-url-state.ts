import { useSearchParams, type ReadonlyURLSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { withParam } from './use-url-param.ts';

type Changes = Readonly<Record<string, string | null>>;

/**
 * The parameters of the page's address, and how to change several at once without asking the server for the page
 * again; null leaves one out. `push` makes the change a step that the back button undoes.
 */
export function useUrlState(): [
  ReadonlyURLSearchParams,
  (changes: Changes, how?: 'push' | 'replace') => void,
] {
  const params = useSearchParams();
  const change = useCallback((changes: Changes, how: 'push' | 'replace' = 'push') => {
    const { pathname, search } = window.location;
    const url = Object.entries(changes).reduce((address, [name, value]) => {
      const [path = '', query = ''] = address.split('?', 2);
      return withParam(path, query, name, value);
    }, pathname + search);
    if (how === 'push') window.history.pushState(null, '', url);
    else window.history.replaceState(null, '', url);
  }, []);
  return [params, change];
}

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** `push` makes the change a step that the back button undoes; `replace` changes the current step. */
type SetParam = (value: string | null, how?: 'push' | 'replace') => void;

/** A parameter of the page's address, and how to change it without asking the server for the page again. */
export function useUrlParam(name: string): [string | null, SetParam] {
  const value = useSearchParams().get(name);
  const setValue = useCallback<SetParam>(
    (next, how = 'push') => {
      const url = withParam(window.location.pathname, window.location.search, name, next);
      if (how === 'push') window.history.pushState(null, '', url);
      else window.history.replaceState(null, '', url);
    },
    [name],
  );
  return [value, setValue];
}

/** An address of this site with a parameter set, or left out where the value is null. */
export function withParam(path: string, search: string, name: string, value: string | null): string {
  const params = new URLSearchParams(search);
  if (value === null) params.delete(name);
  else params.set(name, value);
  const query = params.toString();
  return query === '' ? path : `${path}?${query}`;
}

/** The parameter as the address has it at this moment, which may be ahead of what is drawn; null without it. */
export function currentUrlParam(name: string): string | null {
  return new URLSearchParams(window.location.search).get(name);
}

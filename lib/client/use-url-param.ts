import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

type SetParam = (value: string | null) => void;

/** A parameter of the page's address, and how to change it. The change is a step that the back button undoes. */
export function useUrlParam(name: string): [string | null, SetParam] {
  const value = useSearchParams().get(name);
  const setValue = useCallback(
    (next: string | null) => {
      window.history.pushState(null, '', urlWith(name, next));
    },
    [name],
  );
  return [value, setValue];
}

/** The address of this page with a parameter set, or left out where the value is null. */
export function urlWith(name: string, value: string | null, search = window.location.search): string {
  const params = new URLSearchParams(search);
  if (value === null) params.delete(name);
  else params.set(name, value);
  const query = params.toString();
  return query === '' ? window.location.pathname : `?${query}`;
}

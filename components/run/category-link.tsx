'use client';

import { useUrlState } from '#lib/client/use-url-state.ts';

/** Narrows the examples down to one category and goes to them. */
export function CategoryLink({ id, name }: { id: string; name: string }) {
  const [, change] = useUrlState();
  return (
    <a
      href="#examples-heading"
      title="See its examples"
      onClick={(event) => {
        event.preventDefault();
        change({ category: id });
        document.getElementById('examples-heading')?.scrollIntoView({ block: 'start' });
      }}
      className="rounded-xs font-medium wrap-anywhere hover:underline"
    >
      {name}
    </a>
  );
}

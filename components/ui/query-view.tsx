'use client';

import { CloudAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';
import { LoadingNote } from './skeleton.tsx';

interface QueryState<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

interface QueryViewProps<T> {
  query: QueryState<T>;
  /** What is being loaded, for screen readers. */
  what: string;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** Shows a query in each of its states. When a refresh fails, what is there stays, with a note that it is old. */
export function QueryView<T>({ query, what, skeleton, children }: QueryViewProps<T>) {
  const { data, error, refetch } = query;
  if (data === undefined) {
    if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return (
      <>
        <LoadingNote what={what} />
        {skeleton}
      </>
    );
  }
  return (
    <>
      {error ? <StaleNote error={error} /> : null}
      {children(data)}
    </>
  );
}

function StaleNote({ error }: { error: Error }) {
  return (
    <p role="status" className="flex items-center gap-2 bg-warning/8 px-4 py-1.5 text-xs text-warning">
      <CloudAlert aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="min-w-0 truncate">Not up to date, trying again. {error.message}</span>
    </p>
  );
}

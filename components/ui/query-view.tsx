'use client';

import { CloudAlert } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';
import { LoadingNote } from './skeleton.tsx';

interface QueryState<T> {
  data: T | undefined;
  error: Error | null;
  isFetching: boolean;
  refetch: () => unknown;
}

interface QueryViewProps<T> {
  query: QueryState<T>;
  /** What is being loaded, such as "the chart". */
  what: string;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** Shows a query in each of its states. When a refresh fails, what is there stays, with a note that it is old. */
export function QueryView<T>({ query, what, skeleton, children }: QueryViewProps<T>) {
  const { data, error, isFetching, refetch } = query;
  // A query without data forgets its error when it tries again; the message should not come and go with each try.
  const [lastError, setLastError] = useState(error);
  if (error && error !== lastError) setLastError(error);

  if (data !== undefined) {
    return (
      <>
        {error ? <StaleNote error={error} /> : null}
        {children(data)}
      </>
    );
  }
  if (lastError) {
    return (
      <ErrorState
        title={`Could not load ${what}`}
        error={lastError}
        isRetrying={isFetching}
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <>
      <LoadingNote what={what} />
      {skeleton}
    </>
  );
}

function StaleNote({ error }: { error: Error }) {
  return (
    <p role="status" className="flex items-center gap-2 bg-warning-tint px-4 py-1.5 text-xs text-warning">
      <CloudAlert aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="min-w-0 truncate">Not up to date, trying again. {error.message}</span>
    </p>
  );
}

'use client';

import { Button } from './button.tsx';

interface LoadMoreProps {
  isLoading: boolean;
  hasFailed: boolean;
  onPress: () => void;
}

/** Asks for a list's next page. */
export function LoadMore({ isLoading, hasFailed, onPress }: LoadMoreProps) {
  return (
    <div className="flex items-center justify-center gap-3 border-t border-line p-3 print:hidden">
      {hasFailed ? (
        <p role="alert" className="text-sm text-negative">
          More could not be loaded.
        </p>
      ) : null}
      <Button aria-disabled={isLoading} onClick={() => (isLoading ? undefined : onPress())}>
        {isLoading ? 'Loading…' : 'Load more'}
      </Button>
    </div>
  );
}

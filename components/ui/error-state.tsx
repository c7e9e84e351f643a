'use client';

import { CircleAlert, RotateCw } from 'lucide-react';
import { ApiError } from '#lib/client/api-error.ts';
import { cn } from '#lib/client/cn.ts';
import { Button } from './button.tsx';

interface ErrorStateProps {
  error: Error;
  onRetry: () => void;
  className?: string;
}

/** What failed, in the server's words, and a way to try again. */
export function ErrorState({ error, onRetry, className }: ErrorStateProps) {
  const isKnown = error instanceof ApiError;
  return (
    <div
      role="alert"
      className={cn('flex flex-1 flex-col items-center justify-center px-6 py-10 text-center', className)}
    >
      <CircleAlert aria-hidden="true" className="mb-3 size-5 text-negative" />
      <p className="font-medium">{isKnown ? error.title : 'Something went wrong'}</p>
      <p className="mt-1 max-w-prose text-sm text-balance wrap-anywhere text-muted">
        {isKnown ? error.detail : error.message}
      </p>
      <Button className="mt-4" onClick={onRetry}>
        <RotateCw aria-hidden="true" />
        Try again
      </Button>
    </div>
  );
}

'use client';

import { CircleAlert, RotateCw } from 'lucide-react';
import { cn } from '#lib/client/cn.ts';
import { Button } from './button.tsx';

interface ErrorStateProps {
  title: string;
  error: Error;
  onRetry: () => void;
  isRetrying?: boolean;
  className?: string;
}

/** What failed and why, and a way to try again. */
export function ErrorState({ title, error, onRetry, isRetrying = false, className }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className={cn('flex flex-1 flex-col items-center justify-center px-6 py-10 text-center', className)}
    >
      <CircleAlert aria-hidden="true" className="mb-3 size-5 text-negative" />
      <p className="font-medium">{title}</p>
      <p className="mt-1 max-w-prose text-sm text-balance wrap-anywhere text-muted">{error.message}</p>
      <Button className="mt-4" onClick={onRetry}>
        <RotateCw aria-hidden="true" className={cn(isRetrying && 'animate-spin')} />
        Try again
      </Button>
    </div>
  );
}

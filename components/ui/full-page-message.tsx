import type { ReactNode } from 'react';
import { Mark } from '#components/shell/logo.tsx';

interface FullPageMessageProps {
  title: string;
  text: string;
  children: ReactNode;
}

/** A page that only says one thing, with a way on. */
export function FullPageMessage({ title, text, children }: FullPageMessageProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-4 px-4 text-center">
      <Mark />
      <div>
        <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
        <p className="mt-1 max-w-prose text-muted">{text}</p>
      </div>
      {children}
    </main>
  );
}

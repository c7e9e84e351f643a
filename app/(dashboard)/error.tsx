'use client';

import { ErrorState } from '#components/ui/error-state.tsx';

const UNKNOWN = new Error("The server's log or the browser's console says why.");

export default function DashboardError({ error, retry }: { error: unknown; retry: () => void }) {
  const known = error instanceof Error ? error : UNKNOWN;
  return <ErrorState title="This page failed" error={known} onRetry={retry} className="min-h-96" />;
}

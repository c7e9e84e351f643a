'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { TooltipProvider } from '#components/ui/tooltip.tsx';
import { createQueryClient } from '#lib/client/query-client.ts';

/** What the dashboard's components share in the browser. */
export function Providers({ children }: { children: ReactNode }) {
  // One a browser tab; on the server one a request, so that no answer reaches somebody else.
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>{children}</TooltipProvider>
    </QueryClientProvider>
  );
}

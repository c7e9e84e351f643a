'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import '#lib/contracts/plain-messages.ts';
import { createQueryClient } from '#lib/client/query-client.ts';

/** What the dashboard's components share in the browser. */
export function Providers({ children }: { children: ReactNode }) {
  // One a browser tab; on the server one a request, so that no answer reaches somebody else.
  const [queryClient] = useState(createQueryClient);
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}

'use client';

import { Button } from '#components/ui/button.tsx';
import { FullPageMessage } from '#components/ui/full-page-message.tsx';

export default function ErrorPage({ retry }: { error: unknown; retry: () => void }) {
  return (
    <FullPageMessage title="This page failed" text="The server's log or the browser's console says why.">
      <Button onClick={() => retry()}>Try again</Button>
    </FullPageMessage>
  );
}

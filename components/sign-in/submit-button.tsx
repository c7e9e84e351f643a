import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';

/** Submits a form. It keeps the focus while it is busy, which a disabled button would lose. */
export function SubmitButton({ isBusy, children }: { isBusy: boolean; children: ReactNode }) {
  return (
    <Button type="submit" variant="primary" size="large" aria-disabled={isBusy} aria-busy={isBusy}>
      {isBusy ? <LoaderCircle aria-hidden="true" className="animate-spin" /> : null}
      {isBusy ? 'Signing in…' : children}
    </Button>
  );
}

import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** The address names a run that isn't there. */
export function NoSuchRun() {
  return (
    <EmptyState icon={SearchX} title="There is no such run" className="min-h-96">
      <p>The address may be mistyped.</p>
      <Button asChild className="mt-3">
        <Link href="/runs">See all runs</Link>
      </Button>
    </EmptyState>
  );
}

import { Lock } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** What others see of a page for administrators. */
export function AdminsOnly({ what }: { what: string }) {
  return (
    <section aria-label="Administrators only" className="rounded-lg border border-line bg-surface">
      <EmptyState icon={Lock} title="Only administrators see this">
        {what} An administrator can change your role under Settings, Users.
      </EmptyState>
    </section>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Dialog } from '#components/ui/dialog.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { routerQuery } from '#lib/client/rollouts.ts';
import { StartRolloutForm } from './start-rollout-form.tsx';

interface StartRolloutDialogProps {
  /** The candidate to begin with, where somebody comes with one. */
  model: string | null;
  onClose: () => void;
}

/** Starts a rollout, and goes to its page. */
export function StartRolloutDialog({ model, onClose }: StartRolloutDialogProps) {
  const query = useQuery(routerQuery());
  const router = useRouter();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Start a rollout"
      description="The candidate begins with a small share of real traffic, at once."
      className="max-w-2xl"
    >
      <QueryView
        query={query}
        what="the default plan"
        skeleton={<Skeleton className="mx-5 mb-5 h-80 rounded-md" />}
      >
        {(data) => (
          <StartRolloutForm
            router={data}
            model={model}
            onClose={onClose}
            onStarted={(id) => router.push(`/rollouts/${id}`)}
          />
        )}
      </QueryView>
    </Dialog>
  );
}

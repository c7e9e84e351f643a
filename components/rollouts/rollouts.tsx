'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { routerQuery } from '#lib/client/rollouts.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { FreezeBanner } from './freeze-banner.tsx';
import { useRolloutSettings } from './rollout-settings.tsx';
import { RolloutsPanel } from './rollouts-panel.tsx';
import { RouterPanel } from './router-panel.tsx';

const StartRolloutDialog = dynamic(
  () => import('./start-rollout-dialog.tsx').then((file) => file.StartRolloutDialog),
  { ssr: false },
);

/** What serves production, what may be switched off, and every rollout. */
export function Rollouts() {
  const router = useQuery(routerQuery());
  const [params, change] = useUrlState();
  const { canWrite } = useRolloutSettings();
  // The command palette and the shadow page lead here with the dialog open.
  const isStarting = canWrite && params.get('start') !== null;
  return (
    <div className="flex flex-col gap-4">
      <FreezeBanner freeze={router.data?.freeze ?? null} />
      <QueryView
        query={router}
        what="what serves production"
        skeleton={<Skeleton className="h-72 w-full rounded-lg" />}
      >
        {(data) => <RouterPanel router={data} />}
      </QueryView>
      <RolloutsPanel onStart={() => change({ start: '1' }, 'replace')} />
      {isStarting ? (
        <StartRolloutDialog
          model={params.get('model')}
          onClose={() => change({ start: null, model: null }, 'replace')}
        />
      ) : null}
    </div>
  );
}

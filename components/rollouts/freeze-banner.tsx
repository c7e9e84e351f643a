'use client';

import { Snowflake } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Banner } from '#components/ui/banner.tsx';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { liftFreeze } from '#lib/client/rollouts.ts';
import { useRolloutChange } from '#lib/client/use-rollout-change.ts';
import type { Router } from '#lib/contracts/rollouts.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useRolloutSettings } from './rollout-settings.tsx';

interface FreezeBannerProps {
  freeze: Router['freeze'];
  /** Of the rollout whose page this is: nobody needs a link to where they are. */
  here?: string;
}

/** Says that nothing may be rolled out, since when and why; nothing while that isn't so. */
export function FreezeBanner({ freeze, here }: FreezeBannerProps) {
  const { canWrite } = useRolloutSettings();
  const [isAsking, setIsAsking] = useState(false);
  const lift = useRolloutChange(liftFreeze, () => setIsAsking(false));
  if (freeze === null) return null;
  const open = () => {
    lift.reset();
    setIsAsking(true);
  };
  return (
    <>
      <Banner tone="negative" role="status" className="flex-wrap">
        <Snowflake aria-hidden="true" />
        <div className="min-w-0 flex-1 basis-64">
          <p>
            <strong className="font-semibold">Rollouts are frozen.</strong> Nothing new can be rolled out
            until a person lifts the freeze.
          </p>
          <p dir="auto" className="wrap-anywhere">
            {freeze.reason}
          </p>
          <p className="mt-0.5 text-xs text-muted">
            Since <RelativeTime timeMs={Date.parse(freeze.at)} />
            {freeze.rollout_id === null || freeze.rollout_id === here ? null : (
              <>
                {' · '}
                <Link
                  href={`/rollouts/${freeze.rollout_id}`}
                  className="rounded-xs underline hover:text-text"
                >
                  The rollout that caused it
                </Link>
              </>
            )}
          </p>
        </div>
        {canWrite ? <Button onClick={open}>Lift the freeze</Button> : null}
      </Banner>
      {isAsking ? (
        <ReasonDialog
          title="Lift the freeze?"
          confirm="Lift the freeze"
          pending="Lifting…"
          placeholder="The cause was found and fixed: …"
          isPending={lift.isPending}
          error={lift.error}
          onConfirm={(reason) => lift.mutate({ reason })}
          onClose={() => setIsAsking(false)}
        >
          <p>
            A candidate was taken back, and rollouts stopped so that somebody looks at why. When you lift the
            freeze, the next rollout can be started; your name and reason go into the audit log.
          </p>
        </ReasonDialog>
      ) : null}
    </>
  );
}

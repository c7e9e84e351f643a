'use client';

import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { Banner } from '#components/ui/banner.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { Router } from '#lib/contracts/rollouts.ts';
import { formatPercentage } from '#lib/view-models/rollout-row.ts';
import { candidateName } from '#lib/view-models/rollout-status.ts';
import { prepareRouter } from '#lib/view-models/router.ts';
import { KillSwitches } from './kill-switches.tsx';

/** What answers production's requests now, and what can be switched off. */
export function RouterPanel({ router }: { router: Router }) {
  const view = prepareRouter(router);
  return (
    <Panel
      id="router-heading"
      title="What serves production now"
      description="As this server routes the next request"
    >
      {view.warning === null ? null : (
        <Banner tone="warning" role="status" className="mx-4 mb-3">
          <TriangleAlert aria-hidden="true" />
          <p>{view.warning}</p>
        </Banner>
      )}
      <div className="grid border-t border-line lg:grid-cols-[2fr_3fr]">
        <dl className="grid content-start gap-4 px-4 py-3.5 max-lg:grid-cols-1 max-lg:sm:grid-cols-2">
          <div className="min-w-0">
            <dt className="text-sm text-muted">Production</dt>
            <dd className="text-lg font-semibold tracking-tight wrap-anywhere">{view.model}</dd>
            <dd className="text-sm text-muted">
              {view.rolloutId === null ? (
                view.source
              ) : (
                <Link href={`/rollouts/${view.rolloutId}`} className="rounded-xs underline hover:text-text">
                  {view.source}
                </Link>
              )}
            </dd>
          </div>
          <div className="min-w-0">
            <dt className="text-sm text-muted">Candidate</dt>
            <Candidate router={router} />
          </div>
        </dl>
        <KillSwitches router={router} />
      </div>
    </Panel>
  );
}

function Candidate({ router: { canary, is_canary_killed: isKilled } }: { router: Router }) {
  if (canary === null) return <dd className="text-sm text-muted">None: production answers every request.</dd>;
  return (
    <>
      <dd className="flex flex-wrap items-center gap-x-2 text-lg font-semibold tracking-tight">
        <Link
          href={`/rollouts/${canary.rollout_id}`}
          className="min-w-0 rounded-xs wrap-anywhere hover:underline"
        >
          {candidateName(canary.candidate)}
        </Link>
        {isKilled ? <Badge tone="negative">Switched off</Badge> : null}
      </dd>
      <dd className="text-sm text-muted tabular-nums">
        {isKilled
          ? `would answer ${formatPercentage(canary.percentage)} of traffic`
          : `answers ${formatPercentage(canary.percentage)} of traffic`}
      </dd>
    </>
  );
}

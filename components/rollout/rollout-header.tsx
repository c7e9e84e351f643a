import { RolloutStatusBadge } from '#components/rollouts/rollout-status-badge.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { candidateName, controlName } from '#lib/view-models/rollout-status.ts';
import { RolloutActions } from './rollout-actions.tsx';

/** Which rollout this is, where it stands, and what can be done with it. */
export function RolloutHeader({ rollout }: { rollout: RolloutDetail }) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <Breadcrumb
          crumbs={[
            { name: 'Rollouts', href: '/rollouts' },
            { name: rollout.id.slice(-8), isId: true },
          ]}
        />
        <div className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
          <h2 className="min-w-0 text-xl leading-7 font-semibold tracking-tight wrap-anywhere">
            {candidateName(rollout.candidate)}
          </h2>
          <RolloutStatusBadge status={rollout.status} />
        </div>
        <ul className="mt-1 flex flex-wrap items-center gap-x-1.5 text-sm text-muted [&>li:not(:last-child)]:after:ml-1.5 [&>li:not(:last-child)]:after:text-control [&>li:not(:last-child)]:after:content-['·']">
          <li className="wrap-anywhere">against {controlName(rollout)}</li>
          <li>
            <RelativeTime timeMs={Date.parse(rollout.created_at)} /> by <bdi>{rollout.created_by.name}</bdi>
          </li>
          <Origin origin={rollout.origin} />
          <li className="inline-flex items-center">
            <span className="max-w-40 truncate font-mono text-xs" title={rollout.id}>
              {rollout.id}
            </span>
            <span className="-my-2 print:hidden">
              <CopyButton text={rollout.id} label="Copy the rollout's id" />
            </span>
          </li>
        </ul>
        {/* Read out when it changes: the one sentence that says why things are as they are. */}
        <p role="status" dir="auto" className="mt-1.5 max-w-prose wrap-anywhere">
          {rollout.reason}
        </p>
      </div>
      <RolloutActions rollout={rollout} />
    </header>
  );
}

/** Which change of the code it was started for. */
function Origin({ origin }: Pick<RolloutDetail, 'origin'>) {
  if (origin === null) return null;
  const { commit, branch, pull_request: pullRequest, url } = origin;
  const name = [
    pullRequest == null ? null : `#${pullRequest}`,
    branch ?? null,
    commit ? commit.slice(0, 10) : null,
  ]
    .filter((part) => part !== null)
    .join(' ');
  if (name === '' && !url) return null;
  return (
    <li className="min-w-0 wrap-anywhere">
      for{' '}
      {url ? (
        <a href={url} rel="noreferrer noopener" className="rounded-xs underline hover:text-text">
          {name || 'its pipeline'}
        </a>
      ) : (
        name
      )}
    </li>
  );
}

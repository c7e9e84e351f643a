import { BaselineBadge, SimulatedBadge } from '#components/runs/run-marks.tsx';
import { RunStatusBadge } from '#components/runs/run-status-badge.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { formatCountOf } from '#lib/view-models/format.ts';
import { prepareRunStatus } from '#lib/view-models/run-status.ts';
import { RunActions } from './run-actions.tsx';
import { RunTags } from './run-tags.tsx';
import { RunVerdictLink } from './run-verdict-link.tsx';

const SOURCES = { server: 'on this server', upload: 'uploaded' };

/** Which run this is, and what can be done with it. */
export function RunHeader({ run }: { run: RunDetail }) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <Breadcrumb
          crumbs={[
            { name: 'Runs', href: '/runs' },
            { name: run.id.slice(-8), isId: true },
          ]}
        />
        <div className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
          <h2 className="min-w-0 text-xl leading-7 font-semibold tracking-tight wrap-anywhere">
            {run.model}
          </h2>
          <RunStatusBadge status={prepareRunStatus(run)} />
          {run.state === 'finished' ? <RunVerdictLink runId={run.id} /> : null}
          {run.is_baseline ? <BaselineBadge /> : null}
          {run.is_simulated ? <SimulatedBadge /> : null}
        </div>
        <ul className="mt-1 flex flex-wrap items-center gap-x-1.5 text-sm text-muted [&>li:not(:last-child)]:after:ml-1.5 [&>li:not(:last-child)]:after:text-control [&>li:not(:last-child)]:after:content-['·']">
          {run.prompt_version === null ? null : <li>prompt {run.prompt_version}</li>}
          <li>{formatCountOf(run.examples, 'example')}</li>
          {run.repeats > 1 ? <li>{run.repeats} answers each</li> : null}
          <li>
            <RelativeTime timeMs={Date.parse(run.created_at)} /> by {run.created_by}
          </li>
          <li>{SOURCES[run.source]}</li>
          <li className="inline-flex items-center">
            <span className="max-w-40 truncate font-mono text-xs" title={run.id}>
              {run.id}
            </span>
            <span className="-my-2 print:hidden">
              <CopyButton text={run.id} label="Copy the run's id" />
            </span>
          </li>
        </ul>
        <RunTags run={run} />
      </div>
      <RunActions run={run} />
    </header>
  );
}

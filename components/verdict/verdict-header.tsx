import { hasOrigin, Origin } from '#components/gate/origin.tsx';
import { SimulatedBadge } from '#components/runs/run-marks.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RunDetail } from '#lib/contracts/runs.ts';
import type { RunVerdict } from '#lib/contracts/verdicts.ts';
import { VerdictActions } from './verdict-actions.tsx';

interface VerdictHeaderProps {
  run: RunDetail;
  verdict: RunVerdict | null;
}

/** Which run was judged, when and for whom, and what can be done with the verdict. */
export function VerdictHeader({ run, verdict }: VerdictHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <Breadcrumb
          crumbs={[
            { name: 'Runs', href: '/runs' },
            { name: run.id.slice(-8), href: `/runs/${run.id}`, isId: true },
            { name: 'Verdict' },
          ]}
        />
        <div className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
          <h2 className="min-w-0 text-xl leading-7 font-semibold tracking-tight wrap-anywhere">
            {run.model}
          </h2>
          {run.is_simulated ? <SimulatedBadge /> : null}
        </div>
        {verdict === null ? null : (
          <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
            <span>
              Judged <RelativeTime timeMs={Date.parse(verdict.created_at)} /> by{' '}
              <bdi className="wrap-anywhere">{verdict.created_by}</bdi>
            </span>
            {hasOrigin(verdict) ? <Origin of={verdict} /> : null}
          </div>
        )}
      </div>
      {verdict === null ? null : <VerdictActions verdict={verdict} />}
    </header>
  );
}

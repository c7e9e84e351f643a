import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { hasOrigin, Origin } from '#components/gate/origin.tsx';
import { SimulatedBadge } from '#components/runs/run-marks.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RunDetail } from '#lib/contracts/runs.ts';
import type { RunVerdict } from '#lib/contracts/verdicts.ts';
import { VerdictActions } from './verdict-actions.tsx';

interface VerdictHeaderProps {
  run: RunDetail;
  verdict: RunVerdict | null;
}

const CRUMB = 'rounded-xs hover:text-text hover:underline';

/** Which run was judged, when and for whom, and what can be done with the verdict. */
export function VerdictHeader({ run, verdict }: VerdictHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <nav aria-label="Breadcrumb" className="print:hidden">
          <ol className="flex items-center gap-1 text-sm text-muted">
            <li>
              <Link href="/runs" className={CRUMB}>
                Runs
              </Link>
            </li>
            <ChevronRight aria-hidden="true" className="size-3.5" />
            <li>
              <Link href={`/runs/${run.id}`} className={`${CRUMB} font-mono text-xs`}>
                {run.id.slice(-8)}
              </Link>
            </li>
            <ChevronRight aria-hidden="true" className="size-3.5" />
            <li aria-current="page">Verdict</li>
          </ol>
        </nav>
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

'use client';

import { ChartLine } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useTimeRange } from '#lib/client/use-time-range.ts';

interface NoRunsProps {
  /** Of the latest scored run of any time; null when there is none. */
  latestTs: string | null;
  env: string | null;
  className: string;
}

/** Why there are no scores: no run was ever made, or none of this environment in this stretch of time. */
export function NoRuns({ latestTs, env, className }: NoRunsProps) {
  const [range, setRange] = useTimeRange();
  const which = env === null ? 'scored runs' : `scored runs of ${env}`;
  return (
    <EmptyState
      icon={ChartLine}
      title={latestTs === null ? 'No scored runs yet' : `No ${which} in ${range.words}`}
      className={className}
    >
      {latestTs === null ? (
        <>
          A run scores the golden set with one model and prompt.{' '}
          <Link href="/runs" className="text-accent underline underline-offset-2">
            Make the first run
          </Link>
          .
        </>
      ) : (
        <>
          The latest run was <RelativeTime timeMs={Date.parse(latestTs)} />.
          {range.id === '30d' ? null : (
            <div className="mt-3">
              <Button onClick={() => setRange('30d')}>Look at the last 30 days</Button>
            </div>
          )}
        </>
      )}
    </EmptyState>
  );
}

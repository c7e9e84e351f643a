'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { agreementQuery } from '#lib/client/evaluations.ts';
import type { NextLabel } from '#lib/contracts/evaluations.ts';
import { formatCount } from '#lib/view-models/format.ts';
import { prepareGoal } from '#lib/view-models/labelling.ts';
import { TIME_RANGES } from '#lib/view-models/time-range.ts';

const LONGEST = TIME_RANGES[TIME_RANGES.length - 1] ?? TIME_RANGES[0];

/** How far the labels have come, and what they are good for so far. `progress` is null for those who can't label. */
export function ProgressPanel({ progress }: { progress: NextLabel['progress'] | null }) {
  const { data, error } = useQuery(agreementQuery(LONGEST, null));
  const goal = data ? prepareGoal(data) : null;
  return (
    <section
      aria-label="Progress"
      className="flex flex-wrap items-center gap-x-8 gap-y-3 rounded-lg border border-line bg-surface px-4 py-3.5"
    >
      <div className="flex min-w-64 flex-1 flex-col gap-1.5">
        {goal === null ? (
          error ? (
            <p className="text-sm text-muted">What labels say could not be loaded: {error.message}</p>
          ) : (
            <Skeleton className="h-5 w-64" />
          )
        ) : (
          <>
            <p className="text-sm">
              <strong className="font-semibold">{goal.words}</strong>{' '}
              <span className="text-muted">
                in {LONGEST.words}. {goal.now}{' '}
                <Link href={`/evaluations?range=${LONGEST.id}`} className="text-accent underline">
                  Agreement
                </Link>
              </span>
            </p>
            <ProgressBar label="Labels" share={goal.share} words={goal.words} />
          </>
        )}
      </div>
      {progress === null ? null : (
        <dl className="flex gap-6 text-sm">
          {(
            [
              ['Waiting', progress.waiting],
              ['Labelled', progress.labelled],
              ['By you', progress.mine],
            ] as const
          ).map(([name, count]) => (
            <div key={name}>
              <dt className="text-xs text-muted">{name}</dt>
              <dd className="font-semibold tabular-nums">{formatCount(count)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

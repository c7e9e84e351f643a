'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { Jobs } from '#lib/contracts/jobs.ts';
import { formatCountOf } from '#lib/view-models/format.ts';

const FIRST = 2;

/** The jobs that failed for good, newest first, each with its reason. */
export function DeadLetters({ letters }: { letters: Jobs['dead_letters'] }) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? letters : letters.slice(0, FIRST);
  return (
    <div className="border-t border-line px-4 py-3">
      <h3 className="text-xs font-medium text-muted">Latest dead letters</h3>
      <ul
        className="flex max-h-64 flex-col divide-y divide-line overflow-y-auto"
        tabIndex={isWhole ? 0 : undefined}
      >
        {shown.map((letter) => (
          <li key={letter.job_id} className="py-2 text-sm">
            <p className="wrap-anywhere">{letter.reason}</p>
            <p className="text-xs text-muted">
              {letter.name} · {formatCountOf(letter.attempts, 'try', 'tries')} ·{' '}
              <RelativeTime timeMs={Date.parse(letter.failed_at)} />
            </p>
          </li>
        ))}
      </ul>
      {letters.length > FIRST ? (
        <Button
          variant="ghost"
          className="-ml-3"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? 'Show fewer' : `Show all ${letters.length}`}
        </Button>
      ) : null}
    </div>
  );
}

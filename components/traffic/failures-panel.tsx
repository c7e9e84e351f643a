'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { failurePatternsQuery } from '#lib/client/traffic.ts';
import { failureWords } from '#lib/view-models/failure-words.ts';
import { formatCount, formatShare } from '#lib/view-models/format.ts';
import { StatusWord } from './status-word.tsx';
import { useTraffic } from './use-traffic.ts';

/** What failed exchanges have in common; a pattern narrows everything down to its exchanges. */
export function FailuresPanel() {
  const { choice, change } = useTraffic();
  const query = useQuery(failurePatternsQuery(choice));
  return (
    <Panel
      id="patterns-heading"
      title="Failure patterns"
      description="Errors with ids and numbers left out; press one to filter"
    >
      <QueryView query={query} what="the failures" skeleton={<Skeleton className="mx-4 mb-4 h-44" />}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState icon={CircleCheck} title="No failure in this range" />
          ) : (
            <ul className="max-h-64 divide-y divide-line overflow-y-auto border-t border-line">
              {items.map((item) => (
                <li key={`${item.status} ${item.http_status} ${item.pattern}`}>
                  <button
                    type="button"
                    onClick={() =>
                      change({
                        status: item.status,
                        http_status: item.http_status === null ? null : String(item.http_status),
                        error_pattern: item.pattern,
                      })
                    }
                    className="flex w-full flex-col gap-1 px-4 py-2 text-left text-sm hover:bg-raised"
                  >
                    <span className="flex w-full items-center gap-3">
                      <StatusWord status={item.status} httpStatus={item.http_status} />
                      <span className="tabular-nums">
                        {formatCount(item.count)} ({formatShare(item.count / total)})
                      </span>
                      <span className="ml-auto text-xs text-muted">
                        last <RelativeTime timeMs={Date.parse(item.last_at)} />
                      </span>
                    </span>
                    <span dir="auto" title={item.pattern} className="w-full text-xs wrap-anywhere text-muted">
                      {failureWords(item.pattern)}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  );
}

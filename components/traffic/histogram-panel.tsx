'use client';

import { useQuery } from '@tanstack/react-query';
import { Timer } from 'lucide-react';
import { ChartSkeleton } from '#components/charts/chart-skeleton.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { latencyHistogramQuery } from '#lib/client/traffic.ts';
import { formatLatency } from '#lib/view-models/format.ts';
import { prepareLatencyBars } from '#lib/view-models/traffic-cards.ts';
import { useTraffic } from './use-traffic.ts';

/** How long exchanges took; a bar narrows everything down to its exchanges. */
export function HistogramPanel() {
  const { choice, change } = useTraffic();
  const query = useQuery(latencyHistogramQuery(choice));
  return (
    <Panel
      id="histogram-heading"
      title="Latency distribution"
      description="Exchanges by how long they took, logarithmic scale; press a bar to filter"
    >
      <QueryView
        query={query}
        what="the distribution"
        skeleton={
          <div className="flex h-52 flex-col">
            <ChartSkeleton />
          </div>
        }
      >
        {(histogram) => {
          const bars = prepareLatencyBars(histogram);
          if (bars.length === 0) return <EmptyState icon={Timer} title="No exchange in this range" />;
          return (
            <div className="flex min-h-52 flex-1 flex-col px-4 pb-3">
              <ol aria-label="Exchanges by latency" className="flex min-h-0 flex-1 items-end gap-1">
                {bars.map((bar) => (
                  <li key={bar.fromMs} className="flex h-full min-w-0 flex-1">
                    <button
                      type="button"
                      aria-label={bar.words}
                      title={bar.words}
                      onClick={() =>
                        change({
                          min_latency_ms: String(bar.fromMs),
                          max_latency_ms: bar.toMs === null ? null : String(bar.toMs),
                        })
                      }
                      className="group flex h-full w-full flex-col justify-end"
                    >
                      <span
                        aria-hidden="true"
                        className="flex w-full flex-col overflow-hidden rounded-t-sm bg-series-production/75 group-hover:bg-series-production"
                        style={{ height: bar.count === 0 ? '1px' : `max(2px, ${bar.height}%)` }}
                      >
                        <span className="bg-negative" style={{ height: `${bar.failedHeight}%` }} />
                      </span>
                    </button>
                  </li>
                ))}
              </ol>
              <div
                aria-hidden="true"
                className="flex justify-between border-t border-line pt-1 text-xs text-muted tabular-nums"
              >
                <span>{formatLatency(bars[0]?.fromMs ?? 0)}</span>
                <span>red: failed</span>
                <span>{formatLatency(bars.at(-1)?.toMs ?? null)}</span>
              </div>
            </div>
          );
        }}
      </QueryView>
    </Panel>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartScatter } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { costQualityQuery } from '#lib/client/traffic.ts';
import { prepareCostQuality } from '#lib/view-models/cost-quality.ts';
import { useTraffic } from './use-traffic.ts';

/** What each model with each prompt version costs and achieves; a point narrows everything down to its exchanges. */
export function CostQualityPanel() {
  const { choice, change } = useTraffic();
  const query = useQuery(costQualityQuery(choice));
  return (
    <Panel
      id="cost-quality-heading"
      title="Cost and quality"
      description="Mean cost of an exchange against mean judge score (0–1), for each model and prompt version"
    >
      <QueryView query={query} what="cost and quality" skeleton={<Skeleton className="mx-4 mb-4 h-44" />}>
        {(data) => {
          const { points, left, highestCost, scores } = prepareCostQuality(data);
          if (points.length === 0)
            return (
              <EmptyState icon={ChartScatter} title="Nothing to compare yet">
                It takes exchanges with a known cost that the judge has scored: a sample of the traffic is, in
                the background.
              </EmptyState>
            );
          return (
            <div className="flex flex-col gap-2 px-4 pb-3">
              <div className="relative mt-2 ml-10 h-40 border-b border-l border-line">
                <span
                  aria-hidden="true"
                  className="absolute -top-2 right-full pr-1.5 text-xs text-muted tabular-nums"
                >
                  {scores[1]}
                </span>
                <span
                  aria-hidden="true"
                  className="absolute right-full -bottom-2 pr-1.5 text-xs text-muted tabular-nums"
                >
                  {scores[0]}
                </span>
                <ul aria-label="Models by cost and quality">
                  {points.map((point) => (
                    <li key={point.key}>
                      <button
                        type="button"
                        aria-label={point.words}
                        title={point.words}
                        onClick={() =>
                          change({ model: point.model, prompt_version: point.promptVersion ?? '' })
                        }
                        className="absolute flex size-6 -translate-x-1/2 translate-y-1/2 items-center justify-center rounded-full border border-surface bg-series-production text-xs font-medium text-page"
                        style={{ left: `${point.x}%`, bottom: `${point.y}%` }}
                      >
                        {point.letter}
                      </button>
                    </li>
                  ))}
                </ul>
              </div>
              <p aria-hidden="true" className="ml-10 flex justify-between text-xs text-muted tabular-nums">
                <span>$0</span>
                <span>{highestCost} an exchange</span>
              </p>
              <ol className="text-xs text-muted">
                {points.map((point) => (
                  <li key={point.key} className="wrap-anywhere">
                    <strong className="text-text">{point.letter}</strong> {point.words}
                  </li>
                ))}
              </ol>
              {left.map((words) => (
                <p key={words} className="text-xs wrap-anywhere text-muted">
                  Not shown: {words}
                </p>
              ))}
            </div>
          );
        }}
      </QueryView>
    </Panel>
  );
}

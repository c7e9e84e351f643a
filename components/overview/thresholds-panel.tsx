'use client';

import { useQuery } from '@tanstack/react-query';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { overviewScoresQuery } from '#lib/client/overview-scores.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import { useEnvironment } from './use-environment.ts';

/** What scores are measured against, as configured. */
export function ThresholdsPanel() {
  const [range] = useTimeRange();
  const [env] = useEnvironment();
  const query = useQuery(overviewScoresQuery(range, env));
  return (
    <Panel
      id="thresholds-heading"
      title="Thresholds"
      description={
        <>
          From <code className="font-mono text-xs">config/scorer_config.yaml</code>
        </>
      }
    >
      <QueryView query={query} what="the thresholds" skeleton={<Skeleton className="mx-4 mb-4 h-24" />}>
        {({ thresholds }) => (
          <dl className="divide-y divide-line border-t border-line text-sm">
            <Row name="Overall score, at least" value={thresholds.overall} />
            <Row name="Each category, at least" value={thresholds.per_category_min} />
            <Row name="Largest drop of a category" value={thresholds.regression_alert_delta} />
          </dl>
        )}
      </QueryView>
    </Panel>
  );
}

function Row({ name, value }: { name: string; value: number }) {
  return (
    <div className="flex justify-between gap-4 px-4 py-2.5">
      <dt className="text-muted">{name}</dt>
      <dd className="font-medium tabular-nums">{value.toFixed(2)}</dd>
    </div>
  );
}

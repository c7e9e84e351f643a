import { ChartColumn } from 'lucide-react';
import { Histogram } from '#components/charts/histogram.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { prepareHistogram } from '#lib/view-models/distribution.ts';

/** How the examples' scores are spread. */
export function DistributionPanel({ distribution }: { distribution: readonly number[] }) {
  const histogram = prepareHistogram(distribution);
  return (
    <Panel id="distribution-heading" title="Distribution" description="Examples by composite score">
      {histogram.total === 0 ? (
        <EmptyState icon={ChartColumn} title="No example has a score" />
      ) : (
        <Histogram histogram={histogram} />
      )}
    </Panel>
  );
}

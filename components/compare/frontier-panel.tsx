import { ChartScatter } from 'lucide-react';
import { FrontierPlot } from '#components/charts/frontier-plot.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { RunComparison } from '#lib/contracts/comparisons.ts';
import { prepareFrontierChart } from '#lib/view-models/frontier-chart.ts';

/** What quality costs: the plot, and the same in words for those who don't see it. */
export function FrontierPanel({ comparison }: { comparison: RunComparison }) {
  const chart = prepareFrontierChart(comparison);
  return (
    <Panel
      id="frontier"
      title="Quality against cost"
      description="Runs on the line are worth their price: no other is at least as good and as cheap. Whiskers are the 90% interval of the difference from the reference."
    >
      {chart.points.length === 0 ? (
        <EmptyState icon={ChartScatter} title="Nothing to draw" className="border-t border-line">
          <p>Prices of models are set in config/models.yaml.</p>
        </EmptyState>
      ) : (
        <div className="px-4 pb-4">
          <FrontierPlot chart={chart} />
        </div>
      )}
      {chart.missing.length === 0 ? null : (
        <p className="border-t border-line px-4 py-2.5 text-sm text-muted">
          Not drawn: {chart.missing.join('; ')}.
        </p>
      )}
    </Panel>
  );
}

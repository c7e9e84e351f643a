import { isUnderWay } from '#lib/view-models/run-status.ts';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { CanariesPanel } from './canaries-panel.tsx';
import { CategoriesPanel } from './categories-panel.tsx';
import { CriteriaPanel } from './criteria-panel.tsx';
import { DistributionPanel } from './distribution-panel.tsx';
import { ExampleSheet } from './example-sheet.tsx';
import { ExamplesPanel } from './examples-panel.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import { ProvenancePanel } from './provenance-panel.tsx';
import { RunBanner } from './run-banner.tsx';
import { RunFigures } from './run-figures.tsx';
import { RunHeader } from './run-header.tsx';
import { StepsPanel } from './steps-panel.tsx';

/** Everything about one run; what it doesn't have yet is left out. */
export function RunReport({ run }: { run: RunDetail }) {
  const isOver = !isUnderWay(run);
  const hasScores = run.overall_metrics !== null;
  return (
    <div className="flex flex-col gap-4">
      <RunHeader run={run} />
      <RunBanner run={run} />
      {isOver ? null : <ProgressPanel run={run} />}
      {hasScores ? (
        <>
          <RunFigures run={run} />
          <div className="grid gap-4 min-[87.5rem]:grid-cols-[minmax(0,1fr)_20rem]">
            <CategoriesPanel run={run} />
            <DistributionPanel distribution={run.distribution} />
          </div>
          <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
            <CriteriaPanel criteria={run.overall_metrics?.criteria ?? {}} />
            <CanariesPanel canaries={run.canaries} />
            <StepsPanel steps={run.steps} className="md:col-span-2 xl:col-span-1" />
          </div>
          <ExamplesPanel run={run} />
          <ExampleSheet run={run} />
        </>
      ) : null}
      <ProvenancePanel run={run} />
    </div>
  );
}

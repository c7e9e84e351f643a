'use client';

import { useQuery } from '@tanstack/react-query';
import { EvalSheet } from '#components/overview/eval-sheet.tsx';
import { EvalsPanel } from '#components/overview/evals-panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { shadowDecisionQuery } from '#lib/client/queries.ts';
import { useUrlParam } from '#lib/client/use-url-param.ts';
import { shadowEvalShows, type ShadowEvalShow } from '#lib/contracts/shadow.ts';
import { DecisionReport } from './decision-report.tsx';
import { DivergencePanel } from './divergence-panel.tsx';

const SHOWS: Record<ShadowEvalShow, string> = {
  all: 'All',
  worse: 'Worse',
  better: 'Better',
  diverging: 'Diverging',
};

interface ShadowProps {
  /** The candidate as the configuration names it, for those who may start a rollout. */
  rolloutModel: string | null;
}

/** Whether the candidate may replace production: the decision, its evidence, and the answers behind it. */
export function Shadow({ rolloutModel }: ShadowProps) {
  const query = useQuery(shadowDecisionQuery());
  const [param, setParam] = useUrlParam('show');
  const show = shadowEvalShows.find((known) => known === param) ?? 'all';
  return (
    <div className="flex flex-col gap-4">
      <QueryView query={query} what="the decision" skeleton={<ReportSkeleton />}>
        {(decision) => (
          <>
            <DecisionReport decision={decision} rolloutModel={rolloutModel} />
            {decision.candidate_model === null ? null : (
              <DivergencePanel
                model={decision.candidate_model}
                similarity={decision.settings.divergence_similarity}
              />
            )}
          </>
        )}
      </QueryView>
      <EvalsPanel
        show={show}
        aside={
          <SegmentedControl
            label="Evaluations to show"
            value={show}
            options={shadowEvalShows.map((id) => ({ id, label: SHOWS[id] }))}
            onChange={(id) => setParam(id === 'all' ? null : id, 'replace')}
          />
        }
      />
      <EvalSheet show={show} />
    </div>
  );
}

function ReportSkeleton() {
  return (
    <>
      <Skeleton className="h-28 w-full rounded-lg" />
      <Skeleton className="h-24 w-full rounded-lg" />
      <div className="grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-80 w-full rounded-lg" />
        <Skeleton className="h-80 w-full rounded-lg" />
      </div>
    </>
  );
}

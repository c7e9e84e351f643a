'use client';

import { useQuery } from '@tanstack/react-query';
import { PenLine, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Banner } from '#components/ui/banner.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { agreementQuery } from '#lib/client/evaluations.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import { useUrlParam } from '#lib/client/use-url-param.ts';
import type { Agreement } from '#lib/contracts/agreement.ts';
import { countsText, dropText, prepareAgreement, type Trust } from '#lib/view-models/agreement.ts';
import { prepareLevels, prepareVerdicts } from '#lib/view-models/confusion.ts';
import { AgreementFigures } from './agreement-figures.tsx';
import { ConfusionGrid } from './confusion-grid.tsx';
import { JudgeChoice } from './judge-choice.tsx';
import { MeansForest } from './means-forest.tsx';

const TRUST: Record<Trust, { tone: Tone; word: string }> = {
  unknown: { tone: 'neutral', word: 'not known' },
  good: { tone: 'positive', word: 'reliable' },
  fair: { tone: 'warning', word: 'tentative' },
  poor: { tone: 'negative', word: 'unreliable' },
};

/** How far the judge can be believed, and what its mean really means. */
export function AgreementPanel() {
  const [range] = useTimeRange();
  const [evaluator, setEvaluator] = useUrlParam('evaluator');
  const query = useQuery(agreementQuery(range, evaluator));
  return (
    <Panel
      id="agreement-heading"
      title="Can the judge be believed?"
      description={
        query.data
          ? `${countsText(query.data)}, in ${range.words}`
          : 'The judge’s scores against labels of people, on the same exchanges'
      }
      aside={query.data ? <JudgeChoice agreement={query.data} onChoose={setEvaluator} /> : null}
    >
      <QueryView query={query} what="the agreement" skeleton={<AgreementSkeleton />}>
        {(agreement) => <Report agreement={agreement} />}
      </QueryView>
    </Panel>
  );
}

function Report({ agreement }: { agreement: Agreement }) {
  const view = prepareAgreement(agreement);
  const { tone, word } = TRUST[view.trust];
  if (agreement.counts.labelled === 0)
    return (
      <EmptyState icon={PenLine} title={view.headline} className="border-t border-line">
        {view.text}
        <span className="mt-4 flex justify-center">
          <Button asChild>
            <Link href="/labels">Label exchanges</Link>
          </Button>
        </span>
      </EmptyState>
    );
  const drop = dropText(agreement);
  return (
    <div className="flex flex-col gap-5 border-t border-line px-4 py-4">
      <div>
        <p className="flex flex-wrap items-center gap-2 text-lg font-semibold tracking-tight">
          {view.headline}
          <Badge tone={tone}>{word}</Badge>
        </p>
        <p className="mt-0.5 max-w-prose text-sm text-muted">{view.text}</p>
      </div>
      {view.warnings.length === 0 ? null : (
        <Banner tone="warning">
          <TriangleAlert aria-hidden="true" />
          <ul className="flex min-w-0 flex-col gap-1">
            {view.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Banner>
      )}
      <div className="flex flex-col">
        <MeansForest view={view.means} />
        {view.passRates === null ? null : <MeansForest view={view.passRates} />}
      </div>
      <AgreementFigures figures={view.figures} />
      {drop === null ? null : <p className="-mt-2 max-w-prose text-sm text-muted">{drop}</p>}
      <div className="flex flex-wrap gap-x-16 gap-y-6">
        <ConfusionGrid id="levels-heading" title="Levels, 0 to 5" table={prepareLevels(agreement)} />
        <ConfusionGrid
          id="verdicts-heading"
          title={`Pass (${agreement.pass_score.toFixed(2)} or more) and fail`}
          table={prepareVerdicts(agreement)}
        />
      </div>
    </div>
  );
}

function AgreementSkeleton() {
  return (
    <div className="flex flex-col gap-4 border-t border-line px-4 py-4">
      <Skeleton className="h-6 w-72" />
      <Skeleton className="h-28" />
      <Skeleton className="h-48" />
    </div>
  );
}

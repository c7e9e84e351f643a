'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { shadowEvalsQuery, overviewQuery } from '#lib/client/queries.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import { useUrlParam } from '#lib/client/use-url-param.ts';
import { OpenAlerts } from '#components/alerts/open-alerts.tsx';
import { DeltaBandPanel } from './delta-band-panel.tsx';
import { EvalsPanel } from './evals-panel.tsx';
import { FiguresPanel } from './figures-panel.tsx';
import { GateFigure } from './gate-figure.tsx';
import { GetStarted } from './get-started.tsx';
import { JobsPanel } from './jobs-panel.tsx';
import { ScoreTrendPanel } from './score-trend-panel.tsx';
import { ShadowPanel } from './shadow-panel.tsx';
import { ThresholdsPanel } from './thresholds-panel.tsx';
import { VersionHeatPanel } from './version-heat-panel.tsx';

// Loaded with the first evaluation that somebody opens.
const EvalSheet = dynamic(() => import('./eval-sheet.tsx').then((file) => file.EvalSheet), { ssr: false });

/** The first page: how the candidate compares with production right now, and whether everything runs. */
export function Overview() {
  const [range] = useTimeRange();
  const { data: overview } = useQuery(overviewQuery(range));
  const { data: hasEvals } = useInfiniteQuery({
    ...shadowEvalsQuery(),
    select: ({ pages }) => pages.some((page) => page.items.length > 0),
  });
  const isQuiet = overview?.requests.total === 0;
  return (
    <div className="flex flex-col gap-4">
      {isQuiet ? (
        <>
          <GetStarted overview={overview} range={range} isFirst={hasEvals === false} />
          <dl className="overflow-hidden rounded-lg border border-line">
            <GateFigure />
          </dl>
          <RunScores />
        </>
      ) : (
        <>
          <FiguresPanel />
          <RunScores />
          <div className="grid gap-4 xl:grid-cols-2">
            <ShadowPanel />
            <DeltaBandPanel />
          </div>
        </>
      )}
      {isQuiet && hasEvals === false ? null : <EvalsPanel />}
      <OpenedEval />
    </div>
  );
}

/** What runs scored; beside it, what that is measured against, what is wrong, and whether background jobs are well. */
function RunScores() {
  return (
    <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <ScoreTrendPanel />
        <VersionHeatPanel />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <ThresholdsPanel />
        <OpenAlerts isBrief />
        <JobsPanel />
      </div>
    </div>
  );
}

/** The sheet stays once it was opened, so that it can close itself. */
function OpenedEval() {
  const [id] = useUrlParam('eval');
  const [wasOpen, setWasOpen] = useState(false);
  if (id !== null && !wasOpen) setWasOpen(true);
  return wasOpen ? <EvalSheet /> : null;
}

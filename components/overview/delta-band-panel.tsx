'use client';

import { useQuery } from '@tanstack/react-query';
import { Hourglass } from 'lucide-react';
import Link from 'next/link';
import { lazy } from 'react';
import { BandLegend } from '#components/charts/band-looks.tsx';
import { ChartOnDemand } from '#components/charts/chart-on-demand.tsx';
import { ChartSkeleton } from '#components/charts/chart-skeleton.tsx';
import { Still } from '#components/charts/still.tsx';
import { bandStill } from '#components/charts/stills.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { shadowDecisionQuery } from '#lib/client/queries.ts';
import { prepareShadowDecision } from '#lib/view-models/shadow-decision.ts';

const HEIGHT = 'min-h-56 flex-1';

const BandChart = lazy(() =>
  import('#components/shadow/band-chart.tsx').then((file) => ({ default: file.BandChart })),
);

/** How far the candidate's mean difference is narrowed down, over all of its observations. */
export function DeltaBandPanel() {
  const query = useQuery({
    ...shadowDecisionQuery(),
    select: (decision) => ({ view: prepareShadowDecision(decision), alpha: decision.settings.alpha }),
  });
  return (
    <Panel
      id="delta-band-heading"
      title="Difference of candidate and production"
      description={
        query.data
          ? `${Math.round(100 * (1 - query.data.alpha))}% confidence sequence over all observations: it holds at every moment`
          : 'Confidence sequence over all observations'
      }
      aside={
        <Link href="/shadow" className="text-sm text-accent underline-offset-2 hover:underline">
          Decision
        </Link>
      }
    >
      <QueryView
        query={query}
        what="the difference"
        skeleton={
          <div className={`flex flex-col ${HEIGHT}`}>
            <ChartSkeleton />
          </div>
        }
      >
        {({ view: { band } }) =>
          band.points.length === 0 ? (
            <EmptyState icon={Hourglass} title="No observations yet" className={HEIGHT}>
              The first appears when a sampled exchange was scored, or a session of them is over.
            </EmptyState>
          ) : (
            <>
              <div className="px-4 pb-1">
                <BandLegend margin={band.margin} />
              </div>
              <figure className={`relative ${HEIGHT}`}>
                <figcaption className="sr-only">{band.summary}</figcaption>
                <div className="absolute inset-0 pb-2">
                  <ChartOnDemand
                    title="Difference with its bounds"
                    still={<Still drawing={bandStill(band)} />}
                  >
                    <BandChart {...band} />
                  </ChartOnDemand>
                </div>
              </figure>
            </>
          )
        }
      </QueryView>
    </Panel>
  );
}

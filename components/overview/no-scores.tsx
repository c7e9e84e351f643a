'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { overviewQuery } from '#lib/client/queries.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';

/** Why the chart has no lines: nothing was scored, or nothing ever will be as it is configured. */
export function NoScores({ className }: { className: string }) {
  const [range] = useTimeRange();
  const { data: overview } = useQuery(overviewQuery(range));
  if (overview?.candidate_model === null) {
    return (
      <EmptyState icon={ChartLine} title="Shadow traffic is off" className={className}>
        Set <code className="font-mono text-xs">candidate_model</code> in{' '}
        <code className="font-mono text-xs">config/shadow_config.yaml</code> to compare a candidate with
        production.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={ChartLine} title={`No scored evaluations in ${range.words}`} className={className}>
      Sampled requests appear here as soon as both answers are scored.
    </EmptyState>
  );
}

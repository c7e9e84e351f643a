'use client';

import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { Banner } from '#components/ui/banner.tsx';
import { overviewQuery } from '#lib/client/queries.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';

/** Says on every page that answers are not a model's, while that is so. */
export function SimulationBanner() {
  const [range] = useTimeRange();
  const { data: isSimulating } = useQuery({
    ...overviewQuery(range),
    select: (overview) => overview.is_simulating,
  });
  if (!isSimulating) return null;
  return (
    <Banner tone="warning" role="status" className="mb-4">
      <FlaskConical aria-hidden="true" />
      <p>
        <strong className="font-semibold">Simulated answers — no model key is set.</strong> Answers and scores
        come from the built-in simulator. To use a real model, set{' '}
        <code className="font-mono text-xs">OPENAI_API_KEY</code> and restart.
      </p>
    </Banner>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { VerdictBadge } from '#components/gate/verdict-badge.tsx';
import { latestVerdictQuery } from '#lib/client/gate.ts';

/** What the gate said of a run, leading to why; nothing for a run that wasn't judged. */
export function RunVerdictLink({ runId }: { runId: string }) {
  const { data: verdict } = useQuery(latestVerdictQuery(runId));
  if (!verdict) return null;
  return (
    <Link
      href={`/runs/${runId}/verdict`}
      className="inline-flex items-center gap-1.5 rounded-sm text-xs text-muted hover:underline"
    >
      Gate
      <VerdictBadge verdict={verdict.verdict} />
    </Link>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { VerdictBadge } from '#components/gate/verdict-badge.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { latestVerdictQuery } from '#lib/client/gate.ts';

/** What the gate said of a run, leading to why; where it wasn't judged, to where that can be done. */
export function RunVerdictLink({ runId }: { runId: string }) {
  const { data: verdict } = useQuery(latestVerdictQuery(runId));
  if (verdict === undefined) return null;
  return (
    <Link
      href={`/runs/${runId}/verdict`}
      className="inline-flex items-center gap-1.5 rounded-sm text-xs text-muted hover:underline"
    >
      Gate
      {verdict === null ? <Badge>not judged</Badge> : <VerdictBadge verdict={verdict.verdict} />}
    </Link>
  );
}

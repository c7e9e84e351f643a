'use client';

import { useQuery } from '@tanstack/react-query';
import { runQuery } from '#lib/client/runs.ts';
import type { RunDetail } from '#lib/contracts/runs.ts';
import type { RunVerdict } from '#lib/contracts/verdicts.ts';
import { AbsolutePanel } from './absolute-panel.tsx';
import { ChangedPanel } from './changed-panel.tsx';
import { FiguresPanel } from './figures-panel.tsx';
import { ForestPanel } from './forest-panel.tsx';
import { NeededPanel } from './needed-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { RunsCompared } from './runs-compared.tsx';
import { SignaturePanel } from './signature-panel.tsx';
import { VerdictHeader } from './verdict-header.tsx';
import { VerdictSummary } from './verdict-summary.tsx';

/** A verdict and its evidence. What it doesn't have, such as differences without a baseline, is left out. */
export function VerdictReport({ run, verdict }: { run: RunDetail; verdict: RunVerdict }) {
  const { document, baseline_run_id: baselineId } = verdict;
  const { data: baseline } = useQuery({ ...runQuery(baselineId ?? ''), enabled: baselineId !== null });
  return (
    <div className="flex flex-col gap-4">
      <VerdictHeader run={run} verdict={verdict} />
      <VerdictSummary verdict={verdict} />
      <RunsCompared run={run} baseline={baseline ?? null} verdict={verdict} />
      {baseline ? <SignaturePanel run={run} baseline={baseline} /> : null}
      {verdict.verdict === 'inconclusive' && document.needed.length > 0 ? (
        <NeededPanel needed={document.needed} margin={document.margin} />
      ) : null}
      {baselineId === null ? (
        <AbsolutePanel document={document} />
      ) : (
        <>
          <ForestPanel document={document} />
          <FiguresPanel document={document} />
        </>
      )}
      <NotesPanel document={document} />
      {baselineId === null ? null : <ChangedPanel run={run} baselineId={baselineId} />}
    </div>
  );
}

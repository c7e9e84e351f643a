'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Download, Scale } from 'lucide-react';
import { useRunSettings } from '#components/runs/run-settings.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { judgeRun, readVerdictFile } from '#lib/client/gate.ts';
import { saveJson } from '#lib/client/save-file.ts';
import type { RunVerdict } from '#lib/contracts/verdicts.ts';

/** Judges the run against the baseline of now. Editors only. */
export function JudgeButton({ runId, label }: { runId: string; label: string }) {
  const { canWrite } = useRunSettings();
  const queryClient = useQueryClient();
  const judge = useMutation({
    mutationFn: () => judgeRun(runId),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['verdicts'] }),
  });
  if (!canWrite) return null;
  return (
    <>
      <Button
        variant="primary"
        aria-disabled={judge.isPending}
        onClick={() => (judge.isPending ? undefined : judge.mutate())}
      >
        <Scale aria-hidden="true" />
        {judge.isPending ? 'Judging…' : label}
      </Button>
      <ActionNote error={judge.error} done={judge.isSuccess ? `Judged: ${judge.data.verdict}` : null} />
    </>
  );
}

/** What can be done with a verdict. */
export function VerdictActions({ verdict }: { verdict: RunVerdict }) {
  const download = useMutation({
    mutationFn: async () => {
      saveJson(await readVerdictFile(verdict.run_id), `verdict-${verdict.run_id.slice(-8)}.json`);
    },
  });
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      <Button
        aria-disabled={download.isPending}
        onClick={() => (download.isPending ? undefined : download.mutate())}
      >
        <Download aria-hidden="true" />
        {download.isPending ? 'Preparing…' : 'verdict.json'}
      </Button>
      <CopyButton text={verdict.scorecard_markdown} label="Copy the scorecard as Markdown">
        Scorecard
      </CopyButton>
      <JudgeButton runId={verdict.run_id} label="Judge again" />
      <ActionNote error={download.error} done={null} />
    </div>
  );
}

/** A line of its own, below the buttons. */
function ActionNote({ error, done }: { error: Error | null; done: string | null }) {
  return (
    <>
      <p role="status" className="sr-only">
        {done}
      </p>
      {error === null ? null : (
        <p role="alert" className="w-full text-sm wrap-anywhere text-negative">
          {error.message}
        </p>
      )}
    </>
  );
}

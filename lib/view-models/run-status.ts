import type { RunSummary } from '#lib/contracts/runs.ts';

export type RunStatusKind = 'queued' | 'running' | 'complete' | 'degraded' | 'void' | 'failed' | 'cancelled';

/** Where a run is in its life and, once it is over, what its figures are worth. */
export interface RunStatus {
  kind: RunStatusKind;
  label: string;
  /** What that means, in a sentence. */
  meaning: string;
  /** Why it is so, as the scorer said. */
  reasons: readonly string[];
}

const STATUSES: Record<RunStatusKind, { label: string; meaning: string }> = {
  queued: { label: 'Queued', meaning: 'It begins as soon as a worker is free.' },
  running: { label: 'Running', meaning: 'Answers and judgements are being made.' },
  complete: { label: 'Complete', meaning: 'Every metric was computed and the judge resisted every canary.' },
  degraded: {
    label: 'Degraded',
    meaning: 'Something is missing. The figures leave it out, and compare with runs that lack the same only.',
  },
  void: {
    label: 'Void',
    meaning: 'The judge gave marks to an answer that deserves none. Nothing may be concluded from this run.',
  },
  failed: { label: 'Failed', meaning: 'The run ended before it had figures.' },
  cancelled: { label: 'Cancelled', meaning: 'Somebody stopped the run before its end.' },
};

/** A run's state and quality as one status. */
export function prepareRunStatus(
  run: Pick<RunSummary, 'state' | 'quality' | 'reasons' | 'error'>,
): RunStatus {
  const kind = run.state === 'finished' ? (run.quality ?? 'complete') : run.state;
  return { kind, ...STATUSES[kind], reasons: run.error === null ? run.reasons : [run.error, ...run.reasons] };
}

/** Whether a run may still change by itself. */
export function isUnderWay({ state }: Pick<RunSummary, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

import { baselineOf, selfStarting, standardise, type DriftBaseline } from './baseline.ts';
import { cusum, type CusumResult, type CusumSettings } from './cusum.ts';

/** One finished run of a series that can be compared: same data, judge and metrics. */
export interface DriftRun {
  runId: string;
  /** Mean score, 0 to 1; null where it wasn't measured. */
  score: number | null;
  /** Mean score that the judge gave the frozen canaries, 0 to 1; null where it wasn't asked. */
  canaries: number | null;
}

export interface DriftSettings {
  k: number;
  h: number;
  /** Runs needed for a fixed baseline; with fewer, the chart starts itself. 20 or more keep false alarms rare. */
  baselineRuns: number;
  /** Standard deviation below which runs count as equally spread, in score units. */
  leastSd: number;
}

export interface DriftChart extends CusumResult {
  baseline: DriftBaseline | null;
  /** Whether there was a fixed baseline; otherwise each run was held against those before it. */
  isFixed: boolean;
  /** The run after which the mean has moved; null while nothing points to a change. */
  changeRunId: string | null;
  runs: number;
}

export interface Drift {
  /** The judge's own chart, both sides; null with too few runs. */
  judge: DriftChart | null;
  /** The scores' chart, lower side; null with too few runs. */
  scores: DriftChart | null;
  /** What has moved. While the judge's chart is in alarm the scores say nothing about the model. */
  moved: 'nothing' | 'model' | 'judge';
}

/** Below this no chart says anything. */
export const LEAST_RUNS = 5;

/**
 * Tells "the model moved" and "the judge moved" apart: the frozen canaries are the same answers in every run, so that
 * only the judge can change their scores.
 *
 * @param runs oldest first
 * @param baselineEnd how many of the runs, from the first, belong to the time up to the promoted baseline
 */
export function assessDrift(runs: readonly DriftRun[], baselineEnd: number, settings: DriftSettings): Drift {
  const judge = chartOf(runs, (run) => run.canaries, baselineEnd, settings, 'both');
  const scores = chartOf(runs, (run) => run.score, baselineEnd, settings, 'lower');
  const moved = judge?.isAlarm ? 'judge' : scores?.isAlarm ? 'model' : 'nothing';
  return { judge, scores, moved };
}

function chartOf(
  runs: readonly DriftRun[],
  valueOf: (run: DriftRun) => number | null,
  baselineEnd: number,
  { k, h, baselineRuns, leastSd }: DriftSettings,
  side: CusumSettings['side'],
): DriftChart | null {
  const measured = runs.flatMap((run, index) => {
    const value = valueOf(run);
    return value === null ? [] : [{ runId: run.runId, value, isBefore: index < baselineEnd }];
  });
  if (measured.length < LEAST_RUNS) return null;
  const before = measured.filter(({ isBefore }) => isBefore).slice(-Math.max(baselineRuns, 2) * 2);
  const baseline = before.length >= baselineRuns ? baselineOf(before.map(({ value }) => value)) : null;
  const charted = baseline ? measured.filter(({ isBefore }) => !isBefore) : measured;
  const values = charted.map(({ value }) => value);
  const result = cusum(baseline ? standardise(values, baseline, leastSd) : selfStarting(values, leastSd), {
    ...{ k, h, side },
  });
  return {
    ...result,
    baseline,
    isFixed: baseline !== null,
    changeRunId: result.changeAt === null ? null : (charted[result.changeAt]?.runId ?? null),
    runs: charted.length,
  };
}

import { assessDrift, LEAST_RUNS, type Drift, type DriftChart } from '#lib/domain/drift/assess-drift.ts';
import { counted } from '#lib/domain/text/figures.ts';
import { BASELINE_ID } from '../../runs/run-summary.ts';
import type { ObserveContext, RuleObservation, RuleOf } from './observation.ts';

/** So many of the latest comparable runs are looked at. */
const MOST_RUNS = 300;

interface RunRow {
  id: string;
  overall: number | null;
  canaries: number | null;
  is_before: boolean;
}

/**
 * CUSUM of comparable runs' scores against the time up to the promoted baseline, and of the judge's own canaries. While
 * the canaries are in alarm the scores have no value: it is the judge that moved.
 */
export async function observeDrift(ctx: ObserveContext, rule: RuleOf<'drift'>): Promise<RuleObservation[]> {
  const { rows } = await ctx.pool.query<RunRow>(
    `WITH base AS (SELECT id, created_at, signature_hash FROM runs WHERE id = ${BASELINE_ID}),
     latest AS (
       SELECT signature_hash FROM runs
       WHERE state = 'finished' AND signature_hash IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 1),
     chain AS (SELECT coalesce((SELECT signature_hash FROM base), (SELECT signature_hash FROM latest)) AS hash),
     recent AS (
       SELECT id, created_at, overall, canaries FROM runs JOIN chain ON signature_hash = chain.hash
       WHERE state = 'finished' ORDER BY created_at DESC, id DESC LIMIT ${MOST_RUNS})
     SELECT id, overall,
            (SELECT avg((canary ->> 'score')::double precision)
             FROM jsonb_array_elements(canaries) AS canary) AS canaries,
            coalesce(created_at <= (SELECT created_at FROM base), false) AS is_before
     FROM recent ORDER BY created_at, id`,
  );
  const runs = rows.map(({ id, overall, canaries }) => ({ runId: id, score: overall, canaries }));
  const settings = {
    k: rule.k,
    h: rule.threshold,
    baselineRuns: rule.baseline_runs,
    leastSd: rule.least_sd,
  };
  const drift = assessDrift(runs, rows.filter((row) => row.is_before).length, settings);
  return [scoresObservation(drift), judgeObservation(drift)];
}

function scoresObservation({ scores, judge, moved }: Drift): RuleObservation {
  if (!scores) return nothing('scores');
  if (moved === 'judge') {
    const detail =
      "The judge's scores of the frozen canaries have moved, so run scores can't be compared now. Check the judge first.";
    return {
      key: 'scores',
      value: null,
      samples: scores.runs,
      detail,
      link: linkOf(judge),
    };
  }
  const words = scores.isAlarm ? 'The model moved: run scores have fallen' : 'No lasting fall of run scores';
  return observed('scores', scores, `${words} ${againstText(scores)}.`);
}

function judgeObservation({ judge }: Drift): RuleObservation {
  if (!judge) return nothing('judge');
  const way = judge.direction === 'up' ? 'risen' : 'fallen';
  const words = judge.isAlarm
    ? `The judge moved: its scores of the frozen canaries have ${way}`
    : "No lasting change of the judge's scores of the frozen canaries";
  return observed('judge', judge, `${words} ${againstText(judge)}.`);
}

function observed(key: string, chart: DriftChart, detail: string): RuleObservation {
  const since = chart.isAlarm && chart.changeRunId !== null ? ` It began at run ${chart.changeRunId}.` : '';
  return { key, value: chart.value, samples: chart.runs, detail: `${detail}${since}`, link: linkOf(chart) };
}

function againstText({ baseline, runs }: DriftChart): string {
  return baseline
    ? `against the baseline's ${counted(baseline.n, 'run')} (mean ${baseline.mean.toFixed(3)}, standard deviation ${baseline.sd.toFixed(3)}), in ${counted(runs, 'run')} since`
    : `in ${counted(runs, 'run')}, each held against those before it`;
}

function linkOf(chart: DriftChart | null): string {
  return chart !== null && chart.changeRunId !== null ? `/runs/${chart.changeRunId}` : '/runs';
}

function nothing(key: string): RuleObservation {
  const detail = `Fewer than ${LEAST_RUNS} comparable runs.`;
  return { key, value: null, samples: 0, detail, link: '/runs' };
}

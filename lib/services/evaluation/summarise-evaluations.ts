import {
  evaluationSources,
  type EvaluationSource,
  type EvaluationSummary,
  type EvaluationSummaryQuery,
} from '#lib/contracts/evaluations.ts';
import { addScores, meanOfScores, NO_SCORES, type ScoreSums } from '#lib/domain/evaluation/score-sums.ts';
import { seriesStep } from '#lib/domain/telemetry/segments.ts';
import type { Context } from '../context.ts';
import { readRollups, type RollupRow } from '../rollups/read-rollups.ts';
import { EVALUATION } from '../rollups/rollup-source.ts';
import { readFloors } from '../rollups/rollup-state.ts';
import { timeRangeOf } from '../time-range.ts';
import { rollupConditions } from './rollup-conditions.ts';

const MOST_POINTS = 60;
const MOST_ITEMS = 200;

/** Means of scores by source, evaluator, model and prompt version, and by source over time; from rollups. */
export async function summariseEvaluations(
  ctx: Pick<Context, 'pool' | 'config' | 'clock'>,
  query: EvaluationSummaryQuery,
): Promise<EvaluationSummary> {
  const range = timeRangeOf(query, ctx.clock.nowMs());
  const { minuteMs } = await readFloors(ctx.pool, EVALUATION);
  const step = seriesStep(range.from.getTime(), range.to.getTime(), {
    mostPoints: MOST_POINTS,
    minuteFloorMs: minuteMs,
  });
  const where = rollupConditions(query);
  const [rows, series] = await Promise.all([
    readRollups(ctx, EVALUATION, {
      ...{ range, where, groupBy: ['source', 'evaluator', 'model', 'prompt_version'] },
    }),
    readRollups(ctx, EVALUATION, { range, where, groupBy: ['source'], step }),
  ]);
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    totals: evaluationSources.map((source) => ({
      source,
      ...scoredItem(
        rows
          .filter(({ groups }) => groups.source === source)
          .map(sumsOf)
          .reduce(addScores, NO_SCORES),
      ),
    })),
    items: rows
      .map((row) => ({
        source: sourceOf(row),
        evaluator: row.groups.evaluator ?? '',
        model: row.groups.model ?? '',
        prompt_version: row.groups.prompt_version === '' ? null : (row.groups.prompt_version ?? null),
        ...scoredItem(sumsOf(row)),
      }))
      .sort((a, b) => b.evaluations - a.evaluations)
      .slice(0, MOST_ITEMS),
    step_seconds: step.stepMs / 1_000,
    series: series.map((row) => ({
      ts: new Date(row.bucketMs ?? 0).toISOString(),
      source: sourceOf(row),
      ...scoredItem(sumsOf(row)),
    })),
  };
}

function sourceOf({ groups }: RollupRow): EvaluationSource {
  const source = evaluationSources.find((each) => each === groups.source);
  if (source === undefined) throw new Error(`there is no source ${groups.source ?? ''}`);
  return source;
}

function sumsOf({ sums }: RollupRow): ScoreSums {
  return {
    evaluations: sums.evaluations ?? 0,
    scored: sums.scored ?? 0,
    sum: sums.score_sum ?? 0,
    squares: sums.score_squares ?? 0,
  };
}

function scoredItem(sums: ScoreSums) {
  const { missingShare, ...mean } = meanOfScores(sums);
  return { evaluations: sums.evaluations, scored: sums.scored, missing_share: missingShare, ...mean };
}

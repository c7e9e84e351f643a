import type { OverviewScores, OverviewScoresQuery, ScorePoint } from '#lib/contracts/overview-scores.ts';
import { weightedInterval, type GroupMean } from '#lib/domain/stats/weighted-interval.ts';
import type { Context } from './context.ts';
import { BASELINE_ID } from './runs/run-summary.ts';
import { WHOLE_RUN } from './runs/run-rows.ts';
import { timeRangeOf } from './time-range.ts';

/** Every so many runs, so that about so many are left; bumps and the baseline come on top. */
const MOST_SPACED = 200;
const MOST_BUMPS = 40;
const MOST_VERSIONS = 12;

interface RunRow {
  id: string;
  created_at: Date;
  model: string;
  prompt_version: string | null;
  is_simulated: boolean;
  quality: ScorePoint['quality'];
  env: string | null;
  overall: number;
  is_baseline: boolean;
  new_model: boolean;
  new_prompt: boolean;
  total: number;
  is_spaced: boolean;
  is_version: boolean;
  version_runs: number;
}

interface CategoryMean extends GroupMean {
  run_id: string;
  category: string;
}

type ScoresContext = Pick<Context, 'pool' | 'config' | 'clock'>;

/** Scores of the runs of a stretch of time, thinned out by the database, and of the latest run of each version. */
export async function getOverviewScores(
  ctx: ScoresContext,
  query: OverviewScoresQuery,
): Promise<OverviewScores> {
  const { from, to } = timeRangeOf(query, ctx.clock.nowMs());
  const [{ rows }, latest] = await Promise.all([
    ctx.pool.query<RunRow>(SELECT_RUNS, [from, to, query.env ?? null]),
    ctx.pool.query<{ ts: Date }>(
      `SELECT created_at AS ts FROM runs WHERE state = 'finished' AND overall IS NOT NULL
       ORDER BY created_at DESC LIMIT 1`,
    ),
  ]);
  const groups = await readCategories(
    ctx,
    rows.map(({ id }) => id),
  );
  const points = rows.filter((row) => row.is_spaced).map((row) => pointOf(row, groups.get(row.id) ?? []));
  const known = new Set([...groups.values()].flat().map(({ category }) => category));
  const declared = ctx.config.dataset.categories.map(({ name }) => name).filter((name) => known.has(name));
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    env: query.env ?? null,
    thresholds: ctx.config.scorer.thresholds,
    categories: [...new Set([...declared, ...[...known].sort()])],
    runs: rows[0]?.total ?? 0,
    points,
    versions: rows
      .filter((row) => row.is_version)
      .map((row) => ({
        model: row.model,
        prompt_version: row.prompt_version,
        run_id: row.id,
        ts: row.created_at.toISOString(),
        runs: row.version_runs,
        overall: row.overall,
        categories: meansOf(groups.get(row.id) ?? []),
      })),
    latest_ts: latest.rows[0]?.ts.toISOString() ?? null,
  };
}

const SELECT_RUNS = `
  WITH chosen AS (
    SELECT id, created_at, model, prompt_version, is_simulated, quality, tags->>'env' AS env, overall,
           coalesce(id = ${BASELINE_ID}, false) AS is_baseline,
           row_number() OVER ordered AS position, (count(*) OVER ())::int AS total,
           coalesce(lag(model) OVER ordered <> model, false) AS new_model,
           lag(id) OVER ordered IS NOT NULL
             AND lag(prompt_version) OVER ordered IS DISTINCT FROM prompt_version AS new_prompt,
           row_number() OVER (PARTITION BY model, prompt_version ORDER BY created_at DESC, id DESC) AS of_version,
           (count(*) OVER (PARTITION BY model, prompt_version))::int AS version_runs
    FROM runs
    WHERE state = 'finished' AND overall IS NOT NULL AND created_at >= $1 AND created_at <= $2
      AND ($3::text IS NULL OR tags->>'env' = $3)
    WINDOW ordered AS (ORDER BY created_at, id)
  ), ranked AS (
    SELECT *,
           row_number() OVER (PARTITION BY new_model OR new_prompt ORDER BY position DESC) AS bump_rank,
           row_number() OVER (PARTITION BY of_version = 1 ORDER BY position DESC) AS version_rank
    FROM chosen
  ), marked AS (
    SELECT *, (total - position) % (total / ${MOST_SPACED} + 1) = 0 OR is_baseline
                OR ((new_model OR new_prompt) AND bump_rank <= ${MOST_BUMPS}) AS is_spaced,
           of_version = 1 AND version_rank <= ${MOST_VERSIONS} AS is_version
    FROM ranked
  )
  SELECT * FROM marked WHERE is_spaced OR is_version ORDER BY position`;

async function readCategories(
  ctx: ScoresContext,
  ids: readonly string[],
): Promise<Map<string, CategoryMean[]>> {
  const { rows } = await ctx.pool.query<CategoryMean>(
    `SELECT run_id, category, coalesce(weight, 0) AS weight, mean, sd, n
     FROM run_scores JOIN run_categories USING (run_id, category)
     WHERE run_id = ANY($1::uuid[]) AND metric = 'composite' AND category <> '${WHOLE_RUN}'
     ORDER BY run_id, position`,
    [ids],
  );
  return Map.groupBy(rows, ({ run_id: id }) => id);
}

function pointOf(row: RunRow, groups: readonly CategoryMean[]): ScorePoint {
  return {
    run_id: row.id,
    ts: row.created_at.toISOString(),
    model: row.model,
    prompt_version: row.prompt_version,
    is_simulated: row.is_simulated,
    quality: row.quality,
    env: row.env,
    is_baseline: row.is_baseline,
    overall: row.overall,
    interval: weightedInterval(groups),
    categories: meansOf(groups),
    bump: bumpOf(row),
  };
}

function bumpOf({ new_model: isModel, new_prompt: isPrompt }: RunRow): ScorePoint['bump'] {
  if (isModel) return isPrompt ? 'model_and_prompt' : 'model';
  return isPrompt ? 'prompt' : null;
}

function meansOf(groups: readonly CategoryMean[]): Record<string, number | null> {
  return Object.fromEntries(groups.map(({ category, mean }) => [category, mean]));
}

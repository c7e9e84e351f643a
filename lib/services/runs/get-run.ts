import type { RunDetail } from '#lib/contracts/runs.ts';
import type { Aggregate, CategoryScores } from '#lib/contracts/scores.ts';
import type { Context } from '../context.ts';
import { CRITERION, WHOLE_RUN } from './run-rows.ts';
import { SUMMARY_COLUMNS, summaryOf, type SummaryRow } from './run-summary.ts';

type RunContext = Pick<Context, 'pool'>;
type MetricAggregates = NonNullable<RunDetail['overall_metrics']>;
type Counts = CategoryScores['checks'];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BINS = 10;

/** Whether a text can be a run's id at all. */
export const isRunId = (text: string): boolean => UUID.test(text);

interface DetailRow
  extends SummaryRow, Pick<RunDetail, 'signature' | 'dataset' | 'metrics' | 'params' | 'usage' | 'canaries'> {
  started_at: Date | null;
}

/** Everything of a run but its examples; null when there is no such run. */
export async function getRun(ctx: RunContext, id: string): Promise<RunDetail | null> {
  if (!isRunId(id)) return null;
  const { rows } = await ctx.pool.query<DetailRow>(
    `SELECT ${SUMMARY_COLUMNS}, started_at, signature, dataset, metrics, params, usage, canaries
     FROM runs WHERE id = $1`,
    [id],
  );
  const [run] = rows;
  if (!run) return null;
  const [groups, steps, artifacts, distribution] = await Promise.all([
    readGroups(ctx, id),
    readSteps(ctx, id),
    readArtifacts(ctx, id),
    readDistribution(ctx, id),
  ]);
  const whole = groups.get(WHOLE_RUN);
  groups.delete(WHOLE_RUN);
  return {
    ...summaryOf(run),
    started_at: run.started_at?.toISOString() ?? null,
    signature: run.signature,
    dataset: run.dataset,
    overall_metrics: whole?.metrics ?? null,
    categories: Object.fromEntries(
      [...groups].map(([name, { metrics, weight, checks }]) => [
        name,
        { ...metrics, weight: weight ?? 0, checks },
      ]),
    ),
    checks: whole?.checks ?? null,
    metrics: run.metrics,
    params: run.params,
    usage: run.usage,
    canaries: run.canaries,
    steps,
    artifacts,
    distribution,
  };
}

interface Group {
  metrics: MetricAggregates;
  weight: number | null;
  checks: Counts;
}

async function readGroups({ pool }: RunContext, id: string): Promise<Map<string, Group>> {
  const { rows } = await pool.query<
    Counts & { category: string; weight: number | null; scores: [string, Aggregate][] }
  >(
    `SELECT category, weight, checks, passed, required, required_failed,
            (SELECT json_agg(json_build_array(metric,
                      json_build_object('n', n, 'missing', missing, 'mean', mean, 'sd', sd)) ORDER BY metric)
             FROM run_scores AS s WHERE s.run_id = c.run_id AND s.category = c.category) AS scores
     FROM run_categories AS c WHERE run_id = $1 ORDER BY position`,
    [id],
  );
  return new Map(
    rows.map(({ category, weight, scores, ...checks }) => [
      category,
      { weight, checks, metrics: metricsOf(scores) },
    ]),
  );
}

function metricsOf(scores: [string, Aggregate][]): MetricAggregates {
  const named = new Map(scores);
  const of = (metric: string) => named.get(metric) ?? { n: 0, missing: 0, mean: null, sd: null };
  return {
    composite: of('composite'),
    embedding: of('embedding'),
    rouge_l: of('rouge_l'),
    judge_score: of('judge_score'),
    criteria: Object.fromEntries(
      scores
        .filter(([metric]) => metric.startsWith(CRITERION))
        .map(([metric, aggregate]) => [metric.slice(CRITERION.length), aggregate]),
    ),
  };
}

async function readSteps({ pool }: RunContext, id: string): Promise<RunDetail['steps']> {
  const { rows } = await pool.query<
    Omit<RunDetail['steps'][number], 'started_at' | 'finished_at'> & { started_at: Date; finished_at: Date }
  >(
    'SELECT name, started_at, finished_at, params, metrics FROM run_steps WHERE run_id = $1 ORDER BY position',
    [id],
  );
  return rows.map(({ started_at, finished_at, ...step }) => ({
    ...step,
    started_at: started_at.toISOString(),
    finished_at: finished_at.toISOString(),
  }));
}

async function readArtifacts({ pool }: RunContext, id: string): Promise<RunDetail['artifacts']> {
  const { rows } = await pool.query<RunDetail['artifacts'][number]>(
    'SELECT name, media_type, bytes, sha256 FROM run_artifacts WHERE run_id = $1 ORDER BY name',
    [id],
  );
  return rows;
}

/** How many examples have a composite in each tenth from 0 to 1; the last tenth holds 1 too. */
async function readDistribution({ pool }: RunContext, id: string): Promise<number[]> {
  const { rows } = await pool.query<{ bin: number; n: number }>(
    `SELECT least(floor(composite * ${BINS}), ${BINS - 1})::int AS bin, count(*)::int AS n
     FROM run_examples WHERE run_id = $1 AND composite IS NOT NULL GROUP BY 1`,
    [id],
  );
  return Array.from({ length: BINS }, (_, bin) => rows.find((row) => row.bin === bin)?.n ?? 0);
}

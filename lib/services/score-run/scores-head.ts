import { SCORES_SCHEMA_VERSION, type CanaryResult, type ScoresHead } from '#lib/contracts/scores.ts';
import type { EmbeddingMetricOpening } from '#lib/domain/metrics/embedding-metric.ts';
import type { RunAggregates } from '#lib/domain/scoring/aggregate.ts';
import { signatureOf } from '#lib/domain/scoring/signature.ts';
import { quantile } from '#lib/domain/stats/quantile.ts';
import type { RunPlan } from './run-plan.ts';
import type { RunTally } from './run-tally.ts';
import type { ScorerContext } from './scorer-context.ts';
import { weightsOf } from './score-answer.ts';

/** Grows when a metric's definition changes so that old and new scores can't be compared. */
const METRIC_VERSIONS = { rouge_l: '1', embedding: '1', judge: '1', checks: '1', composite: '1' };

export interface RunFacts {
  startedMs: number;
  finishedMs: number;
  aggregates: RunAggregates;
  tally: RunTally;
  canaries: CanaryResult[];
  /** Null when the run does without an embedding metric. */
  embedding: EmbeddingMetricOpening | null;
  isJudged: boolean;
}

/** Everything of the scores file but its examples. */
export function scoresHead(ctx: ScorerContext, plan: RunPlan, facts: RunFacts): ScoresHead {
  const { aggregates, tally, canaries, embedding } = facts;
  const { scorer } = ctx.config;
  const route = ctx.models.route(plan.model);
  const identity = embedding?.ok ? embedding.metric.identity : null;
  const fooled = canaries.filter((canary) => canary.fooled);
  const reasons = [...voidReasons(fooled), ...degradedReasons(facts)];
  return {
    schema_version: SCORES_SCHEMA_VERSION,
    run_id: plan.runId,
    quality: fooled.length > 0 ? 'void' : reasons.length > 0 ? 'degraded' : 'complete',
    reasons,
    started_at: new Date(facts.startedMs).toISOString(),
    finished_at: new Date(facts.finishedMs).toISOString(),
    model: route.label,
    is_simulated: route.isSimulated,
    prompt_version: plan.promptVersion,
    repeats: scorer.repeats,
    signature: signatureOf(
      {
        dataset_hash: plan.datasetHash,
        judge_model: facts.isJudged ? ctx.models.route(scorer.judge_model).label : null,
        rubric_hash: facts.isJudged ? plan.rubric.hash : null,
        judge_samples: facts.isJudged ? scorer.judge_samples : 0,
        judge_temperature: facts.isJudged ? scorer.judge_temperature : null,
        embedder: identity,
        metric_versions: METRIC_VERSIONS,
        metric_weights: weightsOf(ctx),
        category_weights: Object.fromEntries(
          Object.entries(aggregates.categories).map(([name, { weight }]) => [name, weight]),
        ),
      },
      ctx.sha256Hex,
    ),
    dataset: {
      hash: plan.datasetHash,
      golden_hash: plan.goldenHash,
      examples: plan.examples.length,
      sample: plan.sample,
    },
    ...aggregates,
    metrics: flatMetrics(facts, identity?.metric ?? null),
    params: {
      concurrency: scorer.concurrency,
      embedder: scorer.embedder.kind,
      judge_model: scorer.judge_model,
      judge_samples: scorer.judge_samples,
      judge_temperature: scorer.judge_temperature,
      model: plan.model,
      prompt_version: plan.promptVersion,
      repeats: scorer.repeats,
      sample: plan.sample,
      ...prefixed('parameters.', { ...scorer.parameters, ...plan.template?.parameters }),
    },
    tags: plan.tags,
    usage: {
      ...tally.usage,
      cost_usd: tally.costUsd,
      judge_input_tokens: tally.judgeInputTokens,
      judge_output_tokens: tally.judgeOutputTokens,
      judge_cost_usd: tally.judgeCostUsd,
    },
    canaries,
    steps: tally.steps(),
    artifacts: artifactsOf(ctx, plan, facts.isJudged),
  };
}

/** What the run was made with, for whoever asks later. */
function artifactsOf(ctx: ScorerContext, plan: RunPlan, isJudged: boolean): ScoresHead['artifacts'] {
  const files: [string, unknown][] = [
    ['scorer_config.json', ctx.config.scorer],
    ...(isJudged ? [['rubric.json', plan.rubric.rubric] as [string, unknown]] : []),
    ...(plan.template ? [['prompt.json', plan.template] as [string, unknown]] : []),
  ];
  return files.map(([name, value]) => ({
    name,
    media_type: 'application/json',
    content: `${JSON.stringify(value, null, 2)}\n`,
  }));
}

function voidReasons(fooled: readonly CanaryResult[]): string[] {
  if (fooled.length === 0) return [];
  const ids = fooled.map(({ id }) => id).join(', ');
  return [`the judge was fooled by ${fooled.length} of its canaries (${ids}): its scores mean nothing`];
}

function degradedReasons({ tally, embedding }: RunFacts): string[] {
  const reasons: string[] = [];
  if (embedding && !embedding.ok) reasons.push(`no embedding metric: ${embedding.reason}`);
  if (tally.errors > 0) reasons.push(`${tally.errors} of ${tally.answers} answers failed`);
  for (const [metric, counts] of tally.missing) {
    const n = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    reasons.push(`${metric} is missing for ${n} of ${tally.answers} answers, mostly: ${most?.[0] ?? ''}`);
  }
  return reasons;
}

/** The figures that search expressions name. What is missing has no entry. */
function flatMetrics(facts: RunFacts, embeddingName: string | null): Record<string, number> {
  const { aggregates, tally } = facts;
  const { overall_metrics: all, checks } = aggregates;
  const latencies = tally.latenciesMs.toSorted((a, b) => a - b);
  const entries: [string, number | null][] = [
    ['overall', aggregates.overall],
    ['composite', all.composite.mean],
    ...(embeddingName === null ? [] : ([[embeddingName, all.embedding.mean]] as [string, number | null][])),
    ['rouge_l', all.rouge_l.mean],
    ['judge_score', all.judge_score.mean],
    ...Object.entries(all.criteria).map(([id, { mean }]): [string, number | null] => [
      `criteria.${id}`,
      mean,
    ]),
    ...Object.entries(aggregates.categories).map(([name, { composite }]): [string, number | null] => [
      `category.${name}`,
      composite.mean,
    ]),
    ['check_pass_rate', checks.checks > 0 ? checks.passed / checks.checks : null],
    ['required_failed', checks.required_failed],
    ['errors', tally.errors],
    ['latency_p50_ms', quantile(latencies, 0.5)],
    ['latency_p95_ms', quantile(latencies, 0.95)],
    ['cost_usd', tally.costUsd],
    ['judge_cost_usd', tally.judgeCostUsd],
    ['input_tokens', tally.usage.input_tokens],
    ['output_tokens', tally.usage.output_tokens],
    ['seconds', (facts.finishedMs - facts.startedMs) / 1_000],
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => entry[1] !== null));
}

function prefixed(prefix: string, values: Record<string, unknown>): ScoresHead['params'] {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      prefix + key,
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
        ? value
        : JSON.stringify(value),
    ]),
  );
}

import type { RunDetail } from '#lib/contracts/runs.ts';
import { addCosts } from '#lib/domain/cost/price.ts';
import type { Aggregate } from '#lib/contracts/scores.ts';
import { embedderName } from './embedder.ts';
import { formatCost, formatCount, formatLatency, formatScore } from './format.ts';

/** What the server's configuration asks of scores in [0, 1]. */
export interface Thresholds {
  overall: number;
  perCategory: number;
}

/** One figure of a run, with what puts it in proportion. */
export interface RunFigure {
  name: string;
  value: string;
  /** In [0, 1], for the figures that are scores. */
  score: number | null;
  threshold: number | null;
  notes: readonly string[];
  isAlarming: boolean;
}

const OVERALL = 'Overall score';
/** Floating point noise never decides. */
const NOISE = 1e-9;

/** The figures of a run, the most important ones first. */
export function prepareRunFigures(run: RunDetail, thresholds: Thresholds): RunFigure[] {
  const metrics = run.overall_metrics;
  return [
    run.quality === 'void' ? voidFigure(run.overall) : overallFigure(run.overall, thresholds.overall),
    metricFigure('Judge', metrics?.judge_score ?? null),
    metricFigure('ROUGE-L', metrics?.rouge_l ?? null),
    metricFigure(embedderName(run.signature), metrics?.embedding ?? null),
    checksFigure(run.checks),
    latencyFigure(run.metrics),
    costFigure(run),
  ];
}

function overallFigure(overall: number | null, threshold: number): RunFigure {
  const isBelow = overall !== null && overall < threshold - NOISE;
  return {
    name: OVERALL,
    value: formatScore(overall),
    score: overall,
    threshold,
    notes: [thresholdNote(overall, threshold)],
    isAlarming: isBelow,
  };
}

/** A void run's score is shown, but measured by nothing. */
function voidFigure(overall: number | null): RunFigure {
  const notes = ['void: it means nothing'];
  return {
    name: OVERALL,
    value: formatScore(overall),
    score: null,
    threshold: null,
    notes,
    isAlarming: true,
  };
}

function thresholdNote(overall: number | null, threshold: number): string {
  if (overall === null) return 'no example has a score';
  const distance = Math.abs(overall - threshold).toFixed(3);
  if (Number(distance) === 0) return `at the threshold of ${threshold.toFixed(2)}`;
  return `${distance} ${overall < threshold ? 'below' : 'above'} the threshold of ${threshold.toFixed(2)}`;
}

function metricFigure(name: string, aggregate: Aggregate | null): RunFigure {
  const missing = aggregate?.missing ?? 0;
  const notes = aggregate?.mean == null ? ['not computed'] : [`n = ${formatCount(aggregate.n)}`];
  if (aggregate?.sd != null) notes.push(`sd ${aggregate.sd.toFixed(3)}`);
  if (missing > 0) notes.push(`${formatCount(missing)} missing`);
  const mean = aggregate?.mean ?? null;
  return { name, value: formatScore(mean), score: mean, threshold: null, notes, isAlarming: false };
}

function checksFigure(checks: RunDetail['checks']): RunFigure {
  const plain = { name: 'Required checks', score: null, threshold: null };
  if (checks === null || checks.checks === 0)
    return { ...plain, value: '–', notes: ['the examples have no checks'], isAlarming: false };
  const failed = checks.required_failed;
  const others = `${formatCount(checks.passed)} of all ${formatCount(checks.checks)} passed`;
  if (checks.required === 0) return { ...plain, value: 'none', notes: [others], isAlarming: false };
  return {
    ...plain,
    value: `${formatCount(checks.required - failed)} / ${formatCount(checks.required)}`,
    notes: [failed === 0 ? 'none failed' : `${formatCount(failed)} failed`, others],
    isAlarming: failed > 0,
  };
}

function latencyFigure(metrics: RunDetail['metrics']): RunFigure {
  const [p50, p95] = [metrics.latency_p50_ms ?? null, metrics.latency_p95_ms ?? null];
  return {
    name: 'Latency, median',
    value: formatLatency(p50),
    score: null,
    threshold: null,
    notes: p95 === null ? [] : [`95th percentile ${formatLatency(p95)}`],
    isAlarming: false,
  };
}

function costFigure({ cost_usd: answers, judge_cost_usd: judge }: RunDetail): RunFigure {
  const total = addCosts(answers, judge);
  return {
    name: 'Cost',
    value: formatCost(total),
    score: null,
    threshold: null,
    notes: [`answers ${formatCost(answers)}`, `judge ${formatCost(judge)}`],
    isAlarming: false,
  };
}

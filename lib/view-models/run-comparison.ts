import type { ComparedRun, RunComparison } from '#lib/contracts/comparisons.ts';
import { formatCost, formatCount, formatDelta, formatLatency, formatScore } from './format.ts';
import { heatOf, type Heat } from './heat.ts';
import { sentenceCase } from './words.ts';

type Compared = NonNullable<ComparedRun['against_reference']>['overall'];

/** What a comparison comes to. */
export interface Finding {
  kind: 'better' | 'worse' | 'unclear' | 'unknown';
  /** Such as "Worse, beyond noise". */
  words: string;
  delta: string;
  /** "−0.034 to +0.012"; null when there is none. */
  interval: string | null;
  /** Places on a scale around 0 that all runs share, in percent from the left. */
  bar: { left: number; width: number; mean: number } | null;
  /** The gate's own sentence. */
  sentence: string;
}

/** One run among those compared. */
export interface ComparedRow {
  id: string;
  /** A letter that names the run in plot and tables. */
  letter: string;
  name: string;
  /** Prompt version and the end of the id, which tell runs of one model apart. */
  detail: string;
  isReference: boolean;
  isBaseline: boolean;
  isSimulated: boolean;
  /** Null for a run that lacks nothing. */
  flaw: string | null;
  overall: string;
  finding: Finding | null;
  cost: string;
  latencyP50: string;
  latencyP95: string;
  tokens: string;
  isOnFrontier: boolean | null;
  differences: readonly { field: string; baseline: string; current: string }[];
}

export interface CategoryRow {
  id: string;
  name: string;
  cells: readonly { letter: string; heat: Heat; finding: Finding | null }[];
}

export interface ComparisonView {
  rows: readonly ComparedRow[];
  categories: readonly CategoryRow[];
  /** Score at either end of the scale of the intervals. */
  reach: number;
}

const WORDS = {
  better: 'Better, beyond noise',
  worse: 'Worse, beyond noise',
  unclear: 'No clear difference',
  unknown: 'Not comparable',
} as const;
const REACHES = [0.02, 0.05, 0.1, 0.2, 0.5, 1];

/** The comparison as texts. @param categoryThreshold lowest score of a category that is good enough */
export function prepareRunComparison(
  { runs, alpha }: RunComparison,
  categoryThreshold: number,
): ComparisonView {
  const reach = reachOf(runs);
  const find = (compared: Compared) => findingOf(compared, alpha, reach);
  const names = new Set(runs.flatMap(({ run }) => Object.keys(run.category_scores)));
  return {
    reach,
    rows: runs.map((run, index) => rowOf(run, index, find)),
    categories: [...names].sort().map((id) => ({
      id,
      name: sentenceCase(id),
      cells: runs.map(({ run, against_reference: against }, index) => {
        const compared = against?.categories.find(({ category }) => category === id);
        const score = Object.hasOwn(run.category_scores, id) ? (run.category_scores[id] ?? null) : null;
        return {
          letter: letterOf(index),
          heat: heatOf(score, categoryThreshold),
          finding: compared ? find(compared) : null,
        };
      }),
    })),
  };
}

/** A for the reference, B for the first that is compared with it. */
export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}

function rowOf(compared: ComparedRun, index: number, find: (compared: Compared) => Finding): ComparedRow {
  const { run, against_reference: against } = compared;
  return {
    id: run.id,
    letter: letterOf(index),
    name: run.model,
    detail: [...(run.prompt_version === null ? [] : [`prompt ${run.prompt_version}`]), run.id.slice(-8)].join(
      ' · ',
    ),
    isReference: against === null,
    isBaseline: run.is_baseline,
    isSimulated: run.is_simulated,
    flaw: flawOf(run),
    overall: formatScore(run.overall),
    finding: against && find(against.overall),
    cost: formatCost(compared.cost_per_thousand_usd),
    latencyP50: formatLatency(compared.latency_p50_ms),
    latencyP95: formatLatency(compared.latency_p95_ms),
    tokens: compared.output_tokens_mean === null ? '–' : formatCount(Math.round(compared.output_tokens_mean)),
    isOnFrontier: compared.is_on_cost_frontier,
    differences: against?.signature_differences ?? [],
  };
}

function flawOf({ quality, reasons }: ComparedRun['run']): string | null {
  if (quality === null || quality === 'complete') return null;
  const start = quality === 'void' ? 'Void: nothing may be concluded' : 'Degraded: something is missing';
  return reasons.length === 0 ? `${start}.` : `${start}. ${reasons.join(' ')}`;
}

function findingOf(compared: Compared, alpha: number, reach: number): Finding {
  const kind = kindOf(compared, alpha);
  const { interval90: interval, paired_delta: delta, sentence } = compared;
  const isSame = compared.n > 0 && compared.differing === 0;
  return {
    kind,
    words: isSame ? 'No difference' : WORDS[kind],
    delta: formatDelta(delta ?? compared.delta),
    interval: interval && `${formatDelta(interval.low)} to ${formatDelta(interval.high)}`,
    bar: interval && delta !== null ? barOf(delta, interval, reach) : null,
    sentence,
  };
}

function kindOf(compared: Compared, alpha: number): Finding['kind'] {
  const { status, n, paired_delta: delta, p_regression_holm: p, interval90: interval } = compared;
  if (status !== 'compared' || n === 0 || delta === null || p === null) return 'unknown';
  if (p <= alpha && delta < 0) return 'worse';
  return interval && interval.low > 0 ? 'better' : 'unclear';
}

function barOf(mean: number, { low, high }: { low: number; high: number }, reach: number): Finding['bar'] {
  const place = (value: number) => 50 + (50 * Math.max(-reach, Math.min(reach, value))) / reach;
  return { left: place(low), width: place(high) - place(low), mean: place(mean) };
}

/** One scale for all runs, so that their intervals can be compared with each other. */
function reachOf(runs: RunComparison['runs']): number {
  const ends = runs.flatMap(({ against_reference: against }) => {
    const interval = against?.overall.interval90;
    return interval ? [Math.abs(interval.low), Math.abs(interval.high)] : [];
  });
  const furthest = Math.max(0, ...ends);
  return REACHES.find((candidate) => candidate >= furthest) ?? 1;
}

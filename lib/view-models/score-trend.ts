import type { OverviewScores, ScorePoint } from '#lib/contracts/overview-scores.ts';
import { scoreAxis, timeTicks, type ScoreAxis } from './axis.ts';
import { formatCountOf, formatScore } from './format.ts';
import { sentenceCase } from './words.ts';

/** A run on the chart. */
export interface TrendPoint {
  timeMs: number;
  runId: string;
  overall: number;
  /** Of the overall score; null when it can't be known. */
  band: [number, number] | null;
  /** In the order of the lines; null where the run hasn't the category. */
  categories: readonly (number | null)[];
  version: string;
  isBaseline: boolean;
  /** What is new about the run's version; null when nothing is. */
  bump: string | null;
}

export interface ScoreTrend {
  points: readonly TrendPoint[];
  /** Names of the categories. */
  lines: readonly string[];
  timeDomain: [number, number];
  timeTicks: readonly number[];
  scores: ScoreAxis;
  thresholds: { overall: number; category: number };
  summary: string;
  /** Why not every run is drawn; null when each is. */
  note: string | null;
}

const BUMPS = { model: 'new model', prompt: 'new prompt', model_and_prompt: 'new model and prompt' } as const;
/** Share of the range that stays free at its ends. */
const MARGIN = 0.04;
const SHORTEST_MS = 60_000;

/** Runs' scores as the chart draws them. A range that is mostly empty is drawn from its first run on. */
export function prepareScoreTrend(scores: OverviewScores): ScoreTrend {
  const points = scores.points.map((point) => trendPoint(point, scores.categories));
  const [first, last] = [points[0]?.timeMs ?? 0, points.at(-1)?.timeMs ?? 0];
  const margin = Math.max(SHORTEST_MS, MARGIN * (last - first));
  const [fromMs, toMs] = [first - margin, last + margin];
  const { overall, per_category_min: category } = scores.thresholds;
  const values = points.flatMap((point) => [
    point.overall,
    ...(point.band ?? []).map((bound) => Math.min(1, Math.max(0, bound))),
    ...point.categories.filter((mean) => mean !== null),
  ]);
  return {
    points,
    lines: scores.categories.map(sentenceCase),
    timeDomain: [fromMs, toMs],
    timeTicks: timeTicks(fromMs, toMs),
    scores: scoreAxis([...values, overall, category]),
    thresholds: { overall, category },
    summary: summaryOf(points, overall),
    note:
      points.length < scores.runs
        ? `${points.length} of ${formatCountOf(scores.runs, 'run')} are drawn, new versions and the baseline among them`
        : null,
  };
}

function trendPoint(point: ScorePoint, categories: readonly string[]): TrendPoint {
  return {
    timeMs: Date.parse(point.ts),
    runId: point.run_id,
    overall: point.overall,
    band: point.interval ? [point.interval.low, point.interval.high] : null,
    categories: categories.map((name) => point.categories[name] ?? null),
    version: versionName(point),
    isBaseline: point.is_baseline,
    bump: point.bump && BUMPS[point.bump],
  };
}

/** A model and the prompt version that it ran with. */
export function versionName(version: { model: string; prompt_version: string | null }): string {
  return version.prompt_version === null ? version.model : `${version.model} · ${version.prompt_version}`;
}

function summaryOf(points: readonly TrendPoint[], threshold: number): string {
  const latest = points.at(-1);
  if (!latest) return 'No scored runs in this range.';
  const below = points.filter(({ overall }) => overall < threshold).length;
  const bumps = points.filter(({ bump }) => bump !== null).length;
  return (
    `${formatCountOf(points.length, 'run')}, the latest with an overall score of ${formatScore(latest.overall)}. ` +
    `${below} below the threshold of ${threshold.toFixed(2)}; ${formatCountOf(bumps, 'change')} of version.`
  );
}

import type { ShadowSeries } from '#lib/contracts/shadow.ts';
import { quantile } from '#lib/domain/stats/quantile.ts';
import { scoreAxis, timeTicks, type ScoreAxis } from './axis.ts';
import { formatCountOf, formatDelta, formatScore } from './format.ts';

/** A place on the chart. Both means are null in a gap, which breaks the lines. */
export interface ChartPoint {
  timeMs: number;
  production: number | null;
  shadow: number | null;
  n: number;
  /** No neighbour on either side: a line has no length here, so it takes a dot. */
  isAlone: boolean;
}

export interface ShadowChart {
  points: readonly ChartPoint[];
  latest: MeasuredPoint | null;
  timeDomain: [number, number];
  timeTicks: readonly number[];
  scores: ScoreAxis;
  windowSize: number;
  summary: string;
}

interface MeasuredPoint extends ChartPoint {
  production: number;
  shadow: number;
}

const GAP_IN_SPACINGS = 10;
/** Shorter gaps would break the lines into pieces too small to see. */
const GAP_IN_RANGE = 0.01;
const MOSTLY = 0.5;
const LEAD_IN = 0.05;
const SHORTEST_MS = 60_000;

/** The rolling means as the chart draws them: gaps where traffic was missing, axes with round ticks, a summary. */
export function prepareShadowChart(
  series: ShadowSeries,
  range: { fromMs: number; toMs: number },
): ShadowChart {
  const measured = series.items.map((item) => ({
    timeMs: Date.parse(item.ts),
    production: item.prod_mean,
    shadow: item.shadow_mean,
    n: item.n,
    isAlone: false,
  }));
  const latest = measured.at(-1) ?? null;
  const toMs = Math.max(range.toMs, latest?.timeMs ?? range.toMs);
  const fromMs = startOf(measured[0]?.timeMs ?? range.fromMs, range.fromMs, toMs);
  return {
    points: markAlone(breakAtGaps(measured, toMs - fromMs)),
    latest,
    timeDomain: [fromMs, toMs],
    timeTicks: timeTicks(fromMs, toMs),
    scores: scoreAxis(measured.flatMap((point) => [point.production, point.shadow])),
    windowSize: series.window_size,
    summary: summarise(measured),
  };
}

const ZOOM = 0.05;

/** The stretch around a point that a click looks at: a twentieth of what is shown to either side, at least a minute. */
export function windowAround(
  { timeDomain }: Pick<ShadowChart, 'timeDomain'>,
  timeMs: number,
): [number, number] {
  const halfMs = Math.max(SHORTEST_MS, ZOOM * (timeDomain[1] - timeDomain[0]));
  return [Math.floor(timeMs - halfMs), Math.ceil(timeMs + halfMs)];
}

/** A range that is mostly empty at its start is shown from the first point on: the first minutes of traffic are worth seeing. */
function startOf(firstMs: number, fromMs: number, toMs: number): number {
  if (firstMs - fromMs < MOSTLY * (toMs - fromMs)) return Math.min(firstMs, fromMs);
  return Math.max(fromMs, Math.min(firstMs - LEAD_IN * (toMs - firstMs), toMs - SHORTEST_MS));
}

function breakAtGaps(points: readonly MeasuredPoint[], rangeMs: number): ChartPoint[] {
  const spacings = points.slice(1).map((point, index) => point.timeMs - (points[index]?.timeMs ?? 0));
  const medianSpacing =
    quantile(
      spacings.toSorted((a, b) => a - b),
      0.5,
    ) ?? 0;
  const limit = Math.max(GAP_IN_SPACINGS * medianSpacing, GAP_IN_RANGE * rangeMs);
  return points.flatMap((point, index) => {
    const spacing = spacings[index - 1];
    if (spacing === undefined || spacing <= limit) return [point];
    const middle = point.timeMs - spacing / 2;
    return [{ timeMs: middle, production: null, shadow: null, n: 0, isAlone: false }, point];
  });
}

function markAlone(points: readonly ChartPoint[]): ChartPoint[] {
  const isGap = (index: number) => (points[index]?.production ?? null) === null;
  return points.map((point, index) => ({
    ...point,
    isAlone: !isGap(index) && isGap(index - 1) && isGap(index + 1),
  }));
}

function summarise(points: readonly MeasuredPoint[]): string {
  const latest = points.at(-1);
  if (!latest) return 'No scored shadow evaluations in this range.';
  const differences = points.map((point) => point.shadow - point.production);
  const [lowest, highest] = [Math.min(...differences), Math.max(...differences)];
  return (
    `${formatCountOf(points.length, 'point')}. At the end production scores ${formatScore(latest.production)} and ` +
    `shadow ${formatScore(latest.shadow)}, a difference of ${formatDelta(latest.shadow - latest.production)}. ` +
    `Over the range the difference lies between ${formatDelta(lowest)} and ${formatDelta(highest)}.`
  );
}

import type { RunComparison } from '#lib/contracts/comparisons.ts';
import { scoreAxis } from './axis.ts';
import { formatCost, formatDelta, formatScore } from './format.ts';
import { letterOf } from './run-comparison.ts';

/** A run in the plot; places are percentages from the left and from the bottom. */
export interface FrontierPoint {
  id: string;
  letter: string;
  name: string;
  x: number;
  y: number;
  /** Ends of the whisker; null where there is no interval. */
  low: number | null;
  high: number | null;
  isOnFrontier: boolean;
  /** Whether there is room for its name, and on which side. */
  label: 'left' | 'right' | 'none';
  /** What the point says, for hints and screen readers. */
  words: string;
}

export interface Tick {
  place: number;
  text: string;
}

export interface FrontierChart {
  points: readonly FrontierPoint[];
  /** The frontier from cheap to dear: each dearer run is better. */
  line: readonly { x: number; y: number }[];
  costs: { ticks: readonly Tick[]; isLogarithmic: boolean };
  scores: { ticks: readonly Tick[] };
  /** Runs that can't be drawn, with the reason. */
  missing: readonly string[];
}

interface Placed {
  id: string;
  letter: string;
  name: string;
  cost: number;
  quality: number;
  low: number | null;
  high: number | null;
  isOnFrontier: boolean;
}

type Place = Pick<FrontierPoint, 'id' | 'x' | 'y'>;

/** From so many times the cheapest on, a linear axis would press the cheap runs together. */
const LOGARITHMIC_FROM = 20;

/** Cost against quality. The whiskers are the 90 % interval of the difference from the reference. */
export function prepareFrontierChart({ runs }: RunComparison): FrontierChart {
  const placed = runs.flatMap((compared, index): Placed[] => {
    const { run, cost_per_thousand_usd: cost, is_on_cost_frontier: isOn } = compared;
    if (cost === null || run.overall === null || isOn === null) return [];
    const { interval90: interval = null, paired_delta: delta = null } =
      compared.against_reference?.overall ?? {};
    const around = (end: number) => clamp((run.overall ?? 0) + end - (delta ?? 0));
    return [
      {
        ...{ id: run.id, letter: letterOf(index), name: run.model, cost, quality: run.overall },
        low: interval && around(interval.low),
        high: interval && around(interval.high),
        isOnFrontier: isOn,
      },
    ];
  });
  const costs = costAxis(placed.map(({ cost }) => cost));
  const scores = scoreAxis(
    placed.flatMap(({ quality, low, high }) => [quality, low ?? quality, high ?? quality]),
  );
  const [from, to] = scores.domain;
  const placeY = (score: number) => (100 * (score - from)) / (to - from);
  const points = placed.map((point) => ({ ...point, x: costs.place(point.cost), y: placeY(point.quality) }));
  return {
    points: points.map(({ cost, quality, low, high, ...point }) => ({
      ...point,
      low: low === null ? null : placeY(low),
      high: high === null ? null : placeY(high),
      label: labelOf(point, points),
      words: wordsOf({ ...point, cost, quality, low, high }),
    })),
    line: points
      .filter(({ isOnFrontier }) => isOnFrontier)
      .sort((a, b) => a.x - b.x || a.y - b.y)
      .map(({ x, y }) => ({ x, y })),
    costs: { ticks: costs.ticks, isLogarithmic: costs.isLogarithmic },
    scores: {
      ticks: scores.ticks.map((score) => ({ place: placeY(score), text: score.toFixed(scores.decimals) })),
    },
    missing: runs.flatMap((compared, index) => {
      const { run, cost_per_thousand_usd: cost, is_on_cost_frontier: isOn } = compared;
      if (isOn !== null) return [];
      const reason =
        run.quality === 'void' ? 'is void' : cost === null ? 'has no known price' : 'has no score';
      return [`${letterOf(index)} (${run.model}) ${reason}`];
    }),
  };
}

function wordsOf({ letter, name, cost, quality, low, high, isOnFrontier }: Placed): string {
  const interval =
    low === null || high === null
      ? ''
      : ` (${formatDelta(low - quality)} to ${formatDelta(high - quality)} around it)`;
  const place = isOnFrontier ? 'on the frontier' : 'another run is at least as good and as cheap';
  return `${letter}, ${name}: score ${formatScore(quality)}${interval}, ${formatCost(cost)} for 1,000 answers; ${place}`;
}

/** A name stands beside its point unless it would run into another point or its name. */
function labelOf(point: Place, all: readonly Place[]): FrontierPoint['label'] {
  const isNear = all.some(
    (other) => other.id !== point.id && Math.abs(other.y - point.y) < 10 && Math.abs(other.x - point.x) < 40,
  );
  if (isNear) return 'none';
  return point.x > 60 ? 'left' : 'right';
}

function costAxis(costs: readonly number[]) {
  const most = Math.max(0, ...costs);
  const least = Math.min(...costs.filter((cost) => cost > 0), most || 1);
  const isLogarithmic = costs.length > 0 && !costs.includes(0) && most / least >= LOGARITHMIC_FROM;
  const { from, to, values } = isLogarithmic ? logarithmic(least, most) : linear(most);
  const scale = isLogarithmic ? Math.log10 : (cost: number) => cost;
  const place = (cost: number) => (100 * (scale(cost) - scale(from))) / (scale(to) - scale(from));
  return {
    isLogarithmic,
    place,
    ticks: values.map((cost): Tick => ({ place: place(cost), text: cost === 0 ? '$0' : tickText(cost) })),
  };
}

/** Powers of ten, from below the cheapest to above the dearest. */
function logarithmic(least: number, most: number) {
  const first = Math.floor(Math.log10(least / 1.2));
  const last = Math.ceil(Math.log10(most * 1.2));
  const step = Math.ceil((last - first) / 6);
  const values = [];
  for (let power = first; power <= last; power += step) values.push(10 ** power);
  return { from: 10 ** first, to: 10 ** last, values };
}

function linear(most: number) {
  const span = most > 0 ? most * 1.1 : 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = power * ([1, 2, 2.5, 5, 10].find((candidate) => span / (power * candidate) <= 5) ?? 10);
  const steps = Math.ceil(span / step - 1e-9);
  return {
    from: 0,
    to: steps * step,
    values: Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(6))),
  };
}

function tickText(cost: number): string {
  return `$${cost >= 1_000 ? cost.toLocaleString('en') : String(Number(cost.toPrecision(3)))}`;
}

function clamp(score: number): number {
  return Math.max(0, Math.min(1, score));
}

import type { CostQuality } from '#lib/contracts/traffic.ts';
import { scoreAxis } from './axis.ts';
import { formatCost, formatCount, formatScore } from './format.ts';

export interface CostQualityPoint {
  key: string;
  letter: string;
  model: string;
  promptVersion: string | null;
  /** Percentages of the plot's width and height. */
  x: number;
  y: number;
  words: string;
}

export interface CostQualityPlot {
  points: readonly CostQualityPoint[];
  /** Those that have no place, and why. */
  left: readonly string[];
  highestCost: string;
  /** Lowest and highest score of the axis. */
  scores: readonly [string, string];
}

const MOST_LETTERS = 26;

/** Models and prompt versions with a known cost and a score as points; the first has the most exchanges. */
export function prepareCostQuality({ items }: CostQuality): CostQualityPlot {
  const known = items.flatMap((item) =>
    item.cost_mean_usd === null || item.score_mean === null
      ? []
      : [{ ...item, cost: item.cost_mean_usd, score: item.score_mean }],
  );
  const highest = Math.max(0, ...known.map(({ cost }) => cost));
  const axis = scoreAxis(known.map(({ score }) => score));
  const [low, high] = axis.domain;
  const points = known.slice(0, MOST_LETTERS).map((item, index) => ({
    key: JSON.stringify([item.model, item.prompt_version]),
    letter: String.fromCharCode(65 + index),
    model: item.model,
    promptVersion: item.prompt_version,
    x: highest === 0 ? 0 : (100 * item.cost) / highest,
    y: (100 * (item.score - low)) / (high - low),
    words: `${nameOf(item)}: ${formatCost(item.cost)} an exchange (${formatCount(item.requests - item.cost_unknown)} known), score ${formatScore(item.score)}${intervalOf(item.score_interval)} (n = ${formatCount(item.scored)})`,
  }));
  const left = items
    .filter((item) => item.cost_mean_usd === null || item.score_mean === null)
    .slice(0, MOST_LETTERS)
    .map(
      (item) =>
        `${nameOf(item)}, ${item.cost_mean_usd === null ? 'its cost is not known' : 'it has no score'}`,
    );
  return {
    points,
    left,
    highestCost: formatCost(highest),
    scores: [low.toFixed(axis.decimals), high.toFixed(axis.decimals)],
  };
}

function nameOf(item: CostQuality['items'][number]): string {
  return item.prompt_version === null ? item.model : `${item.model}, ${item.prompt_version}`;
}

function intervalOf(interval: CostQuality['items'][number]['score_interval']): string {
  if (interval === null) return '';
  return `, ${Math.round(interval.confidence * 100)}% interval ${formatScore(interval.low)} to ${formatScore(interval.high)}`;
}

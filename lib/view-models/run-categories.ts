import type { CategoryScores } from '#lib/contracts/scores.ts';
import { formatCount, formatScore } from './format.ts';
import { sentenceCase } from './words.ts';

/** A category's mean composite with its spread; positions are percentages of the scale from 0 to 1. */
export interface CategoryRow {
  id: string;
  name: string;
  mean: string;
  sd: string;
  n: string;
  missing: number;
  judge: string;
  rougeL: string;
  embedding: string;
  requiredFailed: number;
  required: number;
  weight: string;
  isBelow: boolean;
  dot: number | null;
  /** One standard deviation to either side, within the scale. */
  spread: { left: number; width: number } | null;
}

const NOISE = 1e-9;

/** The categories of a run in the order of their names. */
export function prepareCategories(
  categories: Readonly<Record<string, CategoryScores>>,
  threshold: number,
): CategoryRow[] {
  return Object.entries(categories)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, category]) => prepareCategory(id, category, threshold));
}

function prepareCategory(id: string, category: CategoryScores, threshold: number): CategoryRow {
  const { mean, sd, n, missing } = category.composite;
  return {
    id,
    name: sentenceCase(id),
    mean: formatScore(mean),
    sd: formatScore(sd),
    n: formatCount(n),
    missing,
    judge: formatScore(category.judge_score.mean),
    rougeL: formatScore(category.rouge_l.mean),
    embedding: formatScore(category.embedding.mean),
    requiredFailed: category.checks.required_failed,
    required: category.checks.required,
    weight: String(Number(category.weight.toFixed(3))),
    isBelow: mean !== null && mean < threshold - NOISE,
    dot: mean === null ? null : 100 * mean,
    spread: mean === null || sd === null ? null : spreadOf(mean, sd),
  };
}

function spreadOf(mean: number, sd: number): { left: number; width: number } {
  const left = Math.max(0, mean - sd);
  return { left: 100 * left, width: 100 * (Math.min(1, mean + sd) - left) };
}

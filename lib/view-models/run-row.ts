import type { RunSummary } from '#lib/contracts/runs.ts';
import { addCosts } from '#lib/domain/cost/price.ts';
import { formatCost, formatCount, formatCountOf, formatScore } from './format.ts';
import { heatOf, type Heat } from './heat.ts';
import { prepareProgress, type ProgressView } from './run-progress.ts';
import { prepareRunStatus, type RunStatus } from './run-status.ts';
import { abbreviation, sentenceCase } from './words.ts';

/** A column of the list's categories. */
export interface CategoryColumn {
  id: string;
  name: string;
  short: string;
}

/** A line of the runs list. */
export interface RunRow {
  id: string;
  /** The end of the id, which tells runs apart; its beginning is the time. */
  shortId: string;
  status: RunStatus;
  model: string;
  promptVersion: string | null;
  overall: number | null;
  overallText: string;
  categories: readonly { column: CategoryColumn; heat: Heat }[];
  requiredFailed: number | null;
  cost: string;
  costWords: string;
  size: string;
  sizeWords: string;
  tags: readonly (readonly [string, string])[];
  progress: ProgressView | null;
  createdMs: number;
}

const MOST_COLUMNS = 8;

/** The categories that any of the runs has, in the order of their names, as far as there is room. */
export function categoryColumns(runs: readonly Pick<RunSummary, 'category_scores'>[]): CategoryColumn[] {
  const ids = new Set(runs.flatMap((run) => Object.keys(run.category_scores)));
  return [...ids]
    .sort()
    .slice(0, MOST_COLUMNS)
    .map((id) => ({ id, name: sentenceCase(id), short: abbreviation(id) }));
}

/** One run as a row of texts. @param categoryThreshold lowest score of a category that is good enough */
export function prepareRunRow(
  run: RunSummary,
  columns: readonly CategoryColumn[],
  categoryThreshold: number,
): RunRow {
  return {
    id: run.id,
    shortId: run.id.slice(-8),
    status: prepareRunStatus(run),
    model: run.model,
    promptVersion: run.prompt_version,
    overall: run.overall,
    overallText: formatScore(run.overall),
    categories: columns.map((column) => ({
      column,
      heat: heatOf(ownValue(run.category_scores, column.id), categoryThreshold),
    })),
    requiredFailed: run.required_failed,
    ...costOf(run),
    size: run.repeats === 1 ? formatCount(run.examples) : `${formatCount(run.examples)} × ${run.repeats}`,
    sizeWords: `${formatCountOf(run.examples, 'example')}, ${formatCountOf(run.repeats, 'answer')} each`,
    tags: Object.entries(run.tags).sort(([a], [b]) => (a < b ? -1 : 1)),
    progress: run.state === 'queued' || run.state === 'running' ? prepareProgress(run.progress) : null,
    createdMs: Date.parse(run.created_at),
  };
}

/** What answers and judge cost together; unknown as soon as either is. A run that isn't finished has none, or its cost so far. */
function costOf(run: RunSummary): Pick<RunRow, 'cost' | 'costWords'> {
  const { state, progress, cost_usd: answers, judge_cost_usd: judge } = run;
  if (state === 'running' && progress) return { cost: formatCost(progress.cost_usd), costWords: 'So far' };
  if (state !== 'finished' && answers === null) return { cost: '–', costWords: 'No calls were paid for' };
  const total = addCosts(answers, judge);
  return {
    cost: formatCost(total),
    costWords: `Answers ${formatCost(answers)}, judge ${formatCost(judge)}`,
  };
}

/** A category may be called like a member that every object has. */
function ownValue(record: Readonly<Record<string, number | null>>, key: string): number | null {
  return Object.hasOwn(record, key) ? (record[key] ?? null) : null;
}

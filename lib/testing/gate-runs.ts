import type { GateAnswer, GateExample, GateRun } from '#lib/domain/gate/gate-run.ts';
import type { GateEvidence, ExampleSide, RunEvidence } from '#lib/domain/gate/evidence.ts';
import { gateSettingsSchema, type GateSettings } from '#lib/domain/gate/settings.ts';
import { normalQuantile } from '#lib/domain/stats/normal.ts';
import { randomWords } from '#lib/domain/stats/random-words.ts';

/** Scores of each example's answers, by category. */
export type ScoreTable = Readonly<Record<string, readonly (readonly (number | null)[])[]>>;

export interface GateRunOptions extends Partial<Omit<GateRun, 'examples' | 'categories'>> {
  weights?: Readonly<Record<string, number>>;
  change?: (example: GateExample, index: number) => GateExample;
}

/** A run as the gate reads it. Ids are the category's name and a number. */
export function gateRun(table: ScoreTable, options: GateRunOptions = {}): GateRun {
  const { weights = {}, change = (example: GateExample) => example, ...rest } = options;
  const examples = Object.entries(table).flatMap(([category, rows]) =>
    rows.map((scores, index): GateExample => ({
      id: `${category}-${index}`,
      category,
      group: null,
      prompt: `Prompt ${index} of ${category}`,
      reference_response: 'Reference',
      answers: scores.map(gateAnswer),
    })),
  );
  return {
    run_id: 'run',
    model: 'model',
    prompt_version: null,
    finished_at: '2026-11-20T10:00:00.000Z',
    is_simulated: false,
    quality: 'complete',
    reasons: [],
    repeats: Math.max(1, ...examples.map(({ answers }) => answers.length)),
    signature: { hash: 'same' },
    categories: Object.fromEntries(Object.keys(table).map((name) => [name, { weight: weights[name] ?? 1 }])),
    overall_metrics: { criteria: {} },
    ...rest,
    examples: examples.map(change),
  };
}

function gateAnswer(composite: number | null, repeat: number): GateAnswer {
  return {
    repeat,
    status: composite === null ? 'error' : 'ok',
    answer: composite === null ? null : `Answer ${repeat}`,
    scores: { composite },
    checks: [],
    judge: [],
  };
}

/** The same score for so many examples with one answer each. */
export const rows = (count: number, score: number | null): (number | null)[][] =>
  Array.from({ length: count }, () => [score]);

/** The usual settings with changes. */
export function settingsWith(changes: Partial<GateSettings> = {}): GateSettings {
  const thresholds = { overall: 0.8, per_category_min: 0.72, regression_alert_delta: 0.05 };
  return { ...gateSettingsSchema.parse({ thresholds, allow_incomparable: false }), ...changes };
}

export interface SimulatedSet {
  categories: number;
  /** Examples per category. */
  n: number;
  /** Answers per example. */
  repeats: { baseline: number; current: number };
  /** Standard deviation of an answer around its prompt's mean, and of true changes between prompts. */
  noise: number;
  spread: number;
  /** True drop of the first category. */
  drop: number;
  seed: string;
  /** Examples of one group share a change of their own with this standard deviation. */
  groups?: { size: number; sd: number };
}

/** Evidence with a known truth: normal noise around a mean of 0.85, a drop in the first category alone. */
export function simulatedEvidence(set: SimulatedSet): GateEvidence {
  const words = randomWords(set.seed);
  const normal = (sd: number) => sd * normalQuantile((words() + 0.5) / 2 ** 32);
  const side = (mean: number, repeats: number): ExampleSide => ({
    scores: Array.from({ length: repeats }, () => mean + normal(set.noise)),
    required: [],
    optional: [],
    lengths: [],
  });
  let shared = 0;
  const examples = Array.from({ length: set.categories * set.n }, (_, index) => {
    const category = index % set.categories;
    const group = set.groups ? Math.floor(index / set.groups.size) : null;
    if (set.groups && index % set.groups.size === 0) shared = normal(set.groups.sd);
    const change = normal(set.spread) + shared - (category === 0 ? set.drop : 0);
    return {
      id: `example-${index}`,
      category: `category-${category}`,
      group: group === null ? null : `group-${group}`,
      baseline: side(0.85, set.repeats.baseline),
      current: side(0.85 + change, set.repeats.current),
      is_changed: false,
    };
  });
  return {
    baseline: runEvidence(set, 'baseline'),
    no_baseline: null,
    baseline_note: null,
    current: runEvidence(set, 'current'),
    signature_differences: [],
    examples,
  };
}

function runEvidence(set: SimulatedSet, side: 'baseline' | 'current'): RunEvidence {
  const repeats = set.repeats[side];
  return {
    run_id: side,
    model: 'simulated',
    prompt_version: null,
    finished_at: '2026-11-20T10:00:00.000Z',
    is_simulated: true,
    quality: 'complete',
    quality_reasons: [],
    repeats,
    signature_hash: 'same',
    answers: set.categories * set.n * repeats,
    failed_answers: 0,
    judgements: 0,
    failed_judgements: 0,
    category_weights: [],
    criteria: [],
  };
}

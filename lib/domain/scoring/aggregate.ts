import { Accumulator, type Summary } from './accumulator.ts';
import { compositeMetrics, meanOfPresent, type MetricScores } from './composite.ts';

/** What aggregation needs of a scored example; the scores file's examples fit it. */
export interface AggregateInput {
  category: string;
  /** Mean composite of the answers; null when none could be scored. */
  composite: number | null;
  answers: readonly {
    scores: MetricScores;
    checks: readonly { required: boolean; passed: boolean }[];
    judge: readonly { judgement: { criteria: readonly CriterionScore[] } | null }[];
  }[];
}

interface CriterionScore {
  id: string;
  /** 0 to 5. */
  score: number;
  not_applicable: boolean;
}

export interface CheckCounts {
  checks: number;
  passed: number;
  required: number;
  required_failed: number;
}

export interface MetricSummaries {
  composite: Summary;
  embedding: Summary;
  rouge_l: Summary;
  judge_score: Summary;
  /** Means of the judge's criteria, 0 to 5. */
  criteria: Record<string, Summary>;
}

export interface RunAggregates {
  /** Mean of the categories' mean composites by their weights; null when no category with a weight has one. */
  overall: number | null;
  overall_metrics: MetricSummaries;
  categories: Record<string, MetricSummaries & { weight: number; checks: CheckCounts }>;
  checks: CheckCounts;
}

/**
 * Adds up a run example by example, in memory that depends on the number of categories alone. An example counts once,
 * with the mean of its answers, however many answers it has.
 *
 * @param weights weight ≥ 0 of each category; one that isn't named weighs 1
 */
export class RunAggregator {
  private readonly weights: ReadonlyMap<string, number>;
  private readonly all = new Group();
  private readonly groups = new Map<string, Group>();

  constructor(weights: Iterable<readonly [string, number]>) {
    this.weights = new Map(weights);
  }

  add(example: AggregateInput): void {
    let group = this.groups.get(example.category);
    if (!group) this.groups.set(example.category, (group = new Group()));
    group.add(example);
    this.all.add(example);
  }

  finish(): RunAggregates {
    const sorted = [...this.groups].sort(([a], [b]) => (a < b ? -1 : 1));
    const categories = sorted.map(([name, group]) => {
      const weight = this.weights.get(name) ?? 1;
      return [name, { ...group.metrics(), weight, checks: group.checks }] as const;
    });
    return {
      overall: weightedMean(categories.map(([, { composite, weight }]) => [composite.mean, weight])),
      overall_metrics: this.all.metrics(),
      // A category may be called __proto__: fromEntries defines members, it doesn't assign them.
      categories: Object.fromEntries(categories),
      checks: this.all.checks,
    };
  }
}

function weightedMean(values: readonly (readonly [number | null, number])[]): number | null {
  let sum = 0;
  let total = 0;
  for (const [value, weight] of values) {
    if (value === null) continue;
    sum += weight * value;
    total += weight;
  }
  return total > 0 ? Math.min(1, Math.max(0, sum / total)) : null;
}

class Group {
  readonly checks: CheckCounts = { checks: 0, passed: 0, required: 0, required_failed: 0 };
  private readonly composite = new Accumulator();
  private readonly parts = {
    embedding: new Accumulator(),
    rouge_l: new Accumulator(),
    judge_score: new Accumulator(),
  };
  private readonly criteria = new Map<string, Accumulator>();

  add({ composite, answers }: AggregateInput): void {
    this.composite.add(composite);
    for (const metric of compositeMetrics)
      this.parts[metric].add(meanOfPresent(answers.map(({ scores }) => scores[metric])));
    for (const [id, score] of criterionMeans(answers)) {
      let accumulator = this.criteria.get(id);
      if (!accumulator) this.criteria.set(id, (accumulator = new Accumulator()));
      accumulator.add(score);
    }
    for (const check of answers.flatMap(({ checks }) => checks)) this.count(check);
  }

  metrics(): MetricSummaries {
    return {
      composite: this.composite.summary(),
      embedding: this.parts.embedding.summary(),
      rouge_l: this.parts.rouge_l.summary(),
      judge_score: this.parts.judge_score.summary(),
      criteria: Object.fromEntries([...this.criteria].map(([id, values]) => [id, values.summary()])),
    };
  }

  private count(check: { required: boolean; passed: boolean }): void {
    this.checks.checks += 1;
    if (check.passed) this.checks.passed += 1;
    if (!check.required) return;
    this.checks.required += 1;
    if (!check.passed) this.checks.required_failed += 1;
  }
}

/** Mean score of each criterion over an example's judgements; one that never applies isn't there. */
function criterionMeans(answers: AggregateInput['answers']): Map<string, number> {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const { judgement } of answers.flatMap(({ judge }) => judge)) {
    for (const { id, score, not_applicable: isIdle } of judgement?.criteria ?? []) {
      if (isIdle) continue;
      const { sum, n } = sums.get(id) ?? { sum: 0, n: 0 };
      sums.set(id, { sum: sum + score, n: n + 1 });
    }
  }
  return new Map([...sums].map(([id, { sum, n }]) => [id, sum / n]));
}

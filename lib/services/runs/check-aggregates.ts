import type { Aggregate, ScoresHead } from '#lib/contracts/scores.ts';
import type { RunAggregates } from '#lib/domain/scoring/aggregate.ts';
import type { ProblemList } from './problem-list.ts';

type MetricAggregates = ScoresHead['overall_metrics'];
type CheckCounts = ScoresHead['checks'];

const TOLERANCE = 1e-9;

/** Whether two figures say the same, but for rounding. */
export function isSame(given: number | null, expected: number | null): boolean {
  if (given === null || expected === null) return given === expected;
  return Math.abs(given - expected) <= TOLERANCE;
}

/** Compares what a scores file says about its examples with what they really add up to. */
export function checkAggregates(head: ScoresHead, actual: RunAggregates, problems: ProblemList): void {
  expectFigure(problems, 'overall', head.overall, actual.overall);
  expectMetrics(problems, 'overall_metrics', head.overall_metrics, actual.overall_metrics);
  expectCounts(problems, 'checks', head.checks, actual.checks);
  for (const [name, given] of Object.entries(head.categories)) {
    const path = `categories.${name}`;
    const expected = own(actual.categories, name);
    if (!expected) {
      problems.add(path, 'no example has this category');
      continue;
    }
    expectMetrics(problems, path, given, expected);
    expectCounts(problems, `${path}.checks`, given.checks, expected.checks);
  }
  for (const [name, value] of Object.entries(head.metrics)) {
    const expected = flatFigure(name, head, actual);
    if (expected !== undefined) expectFigure(problems, `metrics.${name}`, value, expected);
  }
}

function expectMetrics(
  problems: ProblemList,
  path: string,
  given: MetricAggregates,
  expected: RunAggregates['overall_metrics'],
): void {
  for (const metric of ['composite', 'embedding', 'rouge_l', 'judge_score'] as const)
    expectAggregate(problems, `${path}.${metric}`, given[metric], expected[metric]);
  for (const id of new Set([...Object.keys(given.criteria), ...Object.keys(expected.criteria)])) {
    const [left, right] = [own(given.criteria, id), own(expected.criteria, id)];
    if (!left) problems.add(`${path}.criteria.${id}`, 'is missing, though the judge scored it');
    else if (!right) problems.add(`${path}.criteria.${id}`, 'no judgement has this criterion');
    else expectAggregate(problems, `${path}.criteria.${id}`, left, right);
  }
}

function expectAggregate(problems: ProblemList, path: string, given: Aggregate, expected: Aggregate): void {
  for (const key of ['n', 'missing', 'mean', 'sd'] as const)
    expectFigure(problems, `${path}.${key}`, given[key], expected[key]);
}

function expectCounts(problems: ProblemList, path: string, given: CheckCounts, expected: CheckCounts): void {
  for (const key of ['checks', 'passed', 'required', 'required_failed'] as const)
    expectFigure(problems, `${path}.${key}`, given[key], expected[key]);
}

function expectFigure(
  problems: ProblemList,
  path: string,
  given: number | null,
  expected: number | null,
): void {
  if (!isSame(given, expected)) problems.add(path, `is ${given}, but the examples add up to ${expected}`);
}

/** The aggregate that a flat metric of this name repeats; undefined for one that is none. */
function flatFigure(name: string, head: ScoresHead, actual: RunAggregates): number | null | undefined {
  const { overall_metrics: all, checks, categories } = actual;
  const prefixed = /^(criteria|category)\.(.+)$/s.exec(name);
  const key = prefixed?.[2] ?? '';
  if (prefixed?.[1] === 'criteria') return own(all.criteria, key)?.mean ?? null;
  if (prefixed?.[1] === 'category') return own(categories, key)?.composite.mean ?? null;
  switch (name) {
    case 'overall':
      return actual.overall;
    case 'composite':
    case 'rouge_l':
    case 'judge_score':
      return all[name].mean;
    case head.signature.embedder?.metric:
      return all.embedding.mean;
    case 'required_failed':
      return checks.required_failed;
    case 'check_pass_rate':
      return checks.checks > 0 ? checks.passed / checks.checks : null;
    default:
      return undefined;
  }
}

/** A member by a name that may be anything. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

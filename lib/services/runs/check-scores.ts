import type { ScoredAnswer, ScoredExample, ScoresHead } from '#lib/contracts/scores.ts';
import { RunAggregator } from '#lib/domain/scoring/aggregate.ts';
import { compositeScore, meanOfPresent } from '#lib/domain/scoring/composite.ts';
import { signatureOf } from '#lib/domain/scoring/signature.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import { checkAggregates, isSame } from './check-aggregates.ts';
import { ProblemList } from './problem-list.ts';

const LONGEST_NAME = 200;

/** Tag of a promoted run; only a promotion sets it. */
export const ENVIRONMENT_TAG = 'env';

/**
 * Checks scores beyond their schema, example by example and then the head: what they say must hold together, so that
 * nobody can pass off figures that the answers don't have. (Wrong answers themselves can't be told from right ones.)
 */
export class ScoresCheck {
  readonly problems = new ProblemList();
  private readonly head: ScoresHead;
  private readonly aggregator: RunAggregator;
  private readonly ids = new Map<string, number>();
  private count = 0;
  private readonly weights: { embedding: number; rouge_l: number; judge_score: number };

  constructor(head: ScoresHead) {
    this.head = head;
    this.aggregator = new RunAggregator(
      Object.entries(head.categories).map(([name, { weight }]) => [name, weight] as const),
    );
    const { metric_weights: weights } = head.signature;
    this.weights = {
      embedding: weights.embedding ?? 0,
      rouge_l: weights.rouge_l ?? 0,
      judge_score: weights.judge_score ?? 0,
    };
  }

  example(example: ScoredExample): void {
    const path = `examples.${this.count}`;
    this.name(`${path}.id`, example.id);
    const earlier = this.ids.get(example.id);
    if (earlier === undefined) this.ids.set(example.id, this.count);
    else this.problems.add(`${path}.id`, `is the id of examples.${earlier} too`);
    this.count += 1;
    if (!Object.hasOwn(this.head.categories, example.category))
      this.problems.add(`${path}.category`, `"${example.category}" is not one of categories`);
    this.answers(path, example.answers);
    const composite = meanOfPresent(example.answers.map(({ scores }) => scores.composite));
    if (!isSame(example.composite, composite))
      this.problems.add(
        `${path}.composite`,
        `is ${example.composite}, but the mean of its answers is ${composite}`,
      );
    const required = example.answers.flatMap(({ checks }) => checks.filter((check) => check.required));
    const passed = required.length > 0 ? required.every((check) => check.passed) : null;
    if (example.required_checks_passed !== passed)
      this.problems.add(`${path}.required_checks_passed`, `expected ${passed}, as its checks say`);
    this.aggregator.add(example);
  }

  /** Ends the check; call it after the last example. */
  finish(sha256Hex: (text: string) => string): ProblemList {
    const { head, problems } = this;
    if (head.dataset.examples !== this.count)
      problems.add('dataset.examples', `is ${head.dataset.examples}, but there are ${this.count} examples`);
    if (Date.parse(head.finished_at) < Date.parse(head.started_at))
      problems.add('finished_at', 'is before started_at');
    if (Object.hasOwn(head.tags, ENVIRONMENT_TAG))
      problems.add(`tags.${ENVIRONMENT_TAG}`, 'is set by a promotion alone');
    if (head.quality !== 'void' && head.canaries.some(({ fooled }) => fooled))
      problems.add('quality', `is ${head.quality}, but a canary fooled the judge: expected void`);
    for (const name of Object.keys(head.categories)) this.name(`categories.${name}`, name);
    for (const id of Object.keys(head.overall_metrics.criteria))
      this.name(`overall_metrics.criteria.${id}`, id);
    this.signature(sha256Hex);
    checkAggregates(head, this.aggregator.finish(), problems);
    return problems;
  }

  /** Names are keys in the database: one that it would change could become another's. */
  private name(path: string, name: string): void {
    if (storableText(name) !== name || name.length > LONGEST_NAME)
      this.problems.add(
        path,
        `expected at most ${LONGEST_NAME} characters without U+0000 and halves of characters`,
      );
  }

  private answers(path: string, answers: readonly ScoredAnswer[]): void {
    const repeats = new Set(answers.map(({ repeat }) => repeat));
    const isComplete =
      answers.length === this.head.repeats && answers.every((_, repeat) => repeats.has(repeat));
    if (!isComplete)
      this.problems.add(
        `${path}.answers`,
        `expected the repeats 0 to ${this.head.repeats - 1}, each once, got ${answers.map(({ repeat }) => repeat).join(', ')}`,
      );
    answers.forEach(({ scores }, index) => {
      const composite = compositeScore(scores, this.weights);
      if (isSame(scores.composite, composite)) return;
      const message = `is ${scores.composite}, but its metrics and signature.metric_weights make ${composite}`;
      this.problems.add(`${path}.answers.${index}.scores.composite`, message);
    });
  }

  private signature(sha256Hex: (text: string) => string): void {
    const { signature, dataset, categories } = this.head;
    const { hash, ...parts } = signature;
    if (signatureOf(parts, sha256Hex).hash !== hash)
      this.problems.add('signature.hash', 'is not the hash of the signature');
    if (signature.dataset_hash !== dataset.hash)
      this.problems.add('signature.dataset_hash', 'differs from dataset.hash');
    for (const [name, weight] of Object.entries(signature.category_weights)) {
      if (!Object.hasOwn(categories, name) || categories[name]?.weight === weight) continue;
      this.problems.add(`signature.category_weights.${name}`, 'differs from the weight of the category');
    }
  }
}

import { describe, expect, it } from 'vitest';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import type { Scores } from '#lib/contracts/scores.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import { ScoresCheck } from './check-scores.ts';

function problemsOf(change: (scores: Scores) => void): string[] {
  const scores = syntheticScores({ runId: '01980000-0000-7000-8000-000000000000', examples: 8, repeats: 2 });
  change(scores);
  const { examples, ...head } = scores;
  const check = new ScoresCheck(head);
  for (const example of examples) check.example(example);
  return check.finish(sha256Hex).listed.map(({ path, message }) => `${path}: ${message}`);
}

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the fixture lacks it');
  return value;
};
const first = ({ examples }: Scores) => must(examples[0]);
const facts = ({ categories }: Scores) => must(categories.facts);

describe('ScoresCheck', () => {
  it('finds nothing wrong with what holds together', () => {
    expect(problemsOf(() => undefined)).toEqual([]);
  });

  it('forgives rounding, not more', () => {
    const shift = (by: number) =>
      problemsOf((scores) => (facts(scores).composite.mean = (facts(scores).composite.mean ?? 0) + by));
    expect(shift(9e-10)).toEqual([]);
    expect(shift(2e-9)).toHaveLength(1);
  });

  it.each<[string, (scores: Scores) => void, RegExp[]]>([
    [
      'a better overall',
      (s) => (s.overall = 0.99),
      [/^overall: is 0.99, but the examples add up to 0\.\d+$/],
    ],
    ['no overall', (s) => (s.overall = null), [/^overall: is null, but/]],
    [
      'a better mean',
      (s) => (facts(s).composite.mean = 0.99),
      [/^categories\.facts\.composite\.mean: is 0\.99/],
    ],
    ['a smaller spread', (s) => (facts(s).rouge_l.sd = 0), [/^categories\.facts\.rouge_l\.sd: is 0,/]],
    ['more examples', (s) => (facts(s).judge_score.n += 1), [/^categories\.facts\.judge_score\.n: is 5,/]],
    [
      'nothing missing',
      (s) => (s.overall_metrics.embedding.missing = 1),
      [/^overall_metrics\.embedding\.missing/],
    ],
    [
      'a criterion that nobody judged',
      (s) => (facts(s).criteria.charm = { n: 1, missing: 0, mean: 5, sd: null }),
      [/^categories\.facts\.criteria\.charm: no judgement/],
    ],
    [
      'a criterion left out',
      (s) => Reflect.deleteProperty(facts(s).criteria, 'safety'),
      [/^categories\.facts\.criteria\.safety: is missing/],
    ],
    ['no failed checks', (s) => (s.checks.required_failed = 9), [/^checks\.required_failed: is 9/]],
    ['checks of a category', (s) => (facts(s).checks.passed = 0), [/^categories\.facts\.checks\.passed/]],
    ['a flat figure', (s) => (s.metrics.overall = 0.5), [/^metrics\.overall: is 0\.5/]],
    [
      'a flat figure of a category',
      (s) => (s.metrics['category.tone'] = 1),
      [/^metrics\.category\.tone: is 1/],
    ],
    ['a flat figure of none', (s) => (s.metrics['criteria.charm'] = 1), [/but the examples add up to null/]],
    [
      'a weight',
      (s) => (facts(s).weight = 100),
      [/^signature\.category_weights\.facts: differs/, /^overall: is/, /^metrics\.overall/],
    ],
    [
      'a category without examples',
      (s) => (s.categories.charm = structuredClone(facts(s))),
      [/^categories\.charm: no example/],
    ],
    [
      'an example of no category',
      (s) => (first(s).category = 'charm'),
      [/^examples\.0\.category: "charm" is not one of/],
    ],
    [
      'an id twice',
      (s) => (must(s.examples[2]).id = first(s).id),
      [/^examples\.2\.id: is the id of examples\.0 too/],
    ],
    ['an id that can not be stored', (s) => (first(s).id = 'a\0'), [/^examples\.0\.id: expected .* U\+0000/]],
    ['the mean of its answers', (s) => (first(s).composite = 0.99), [/^examples\.0\.composite: is 0\.99/]],
    [
      'a composite',
      (s) => (must(first(s).answers[1]).scores.composite = 0.99),
      [/^examples\.0\.answers\.1\.scores\.composite: is 0\.99/],
    ],
    [
      'what its checks say',
      (s) => (first(s).required_checks_passed = false),
      [/^examples\.0\.required_checks_passed: expected true/],
    ],
    [
      'an answer left out',
      (s) => first(s).answers.pop(),
      [/^examples\.0\.answers: expected the repeats 0 to 1, .* got 0$/],
    ],
    [
      'an answer twice',
      (s) => (must(first(s).answers[1]).repeat = 0),
      [/^examples\.0\.answers: .* got 0, 0$/],
    ],
    ['an example left out', (s) => s.examples.pop(), [/^dataset\.examples: is 8, but there are 7/]],
    [
      'its end before its beginning',
      (s) => (s.finished_at = '2020-01-01T00:00:00Z'),
      [/^finished_at: is before/],
    ],
    ['its own promotion', (s) => (s.tags.env = 'production'), [/^tags\.env: is set by a promotion alone/]],
    ['a fooled judge', (s) => (must(s.canaries[0]).fooled = true), [/^quality: is complete/]],
    ['another judge', (s) => (s.signature.judge_model = 'mine'), [/^signature\.hash: is not the hash/]],
    [
      'another golden set',
      (s) => (s.dataset.hash = sha256Hex('mine')),
      [/^signature\.dataset_hash: differs from dataset\.hash/],
    ],
  ])('tells when somebody changed %s', (_, change, expected) => {
    const problems = problemsOf(change);
    for (const pattern of expected) expect(problems).toContainEqual(expect.stringMatching(pattern));
  });

  it('lists a hundred problems and counts all', () => {
    const scores = syntheticScores({ runId: '01980000-0000-7000-8000-000000000000', examples: 150 });
    const { examples, ...head } = scores;
    const check = new ScoresCheck(head);
    for (const example of examples) check.example({ ...example, category: 'other' });
    const problems = check.finish(sha256Hex);
    expect(problems.listed).toHaveLength(100);
    expect(problems.count).toBeGreaterThan(150);
  });
});

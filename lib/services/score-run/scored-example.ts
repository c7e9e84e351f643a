import type { ScoredAnswer, ScoredExample } from '#lib/contracts/scores.ts';
import type { Example } from '#lib/domain/dataset/example.ts';
import { meanOfPresent } from '#lib/domain/scoring/composite.ts';

/** An example with all of its answers, as the scores file holds it. */
export function scoredExample(example: Example, answers: ScoredAnswer[]): ScoredExample {
  const required = answers.flatMap(({ checks }) => checks.filter((check) => check.required));
  return {
    id: example.id,
    category: example.category,
    group: example.group ?? null,
    source: example.source,
    prompt: example.prompt,
    reference_response: example.reference_response,
    composite: meanOfPresent(answers.map(({ scores }) => scores.composite)),
    required_checks_passed: required.length > 0 ? required.every(({ passed }) => passed) : null,
    answers,
  };
}

import type { ScoredExample, Scores, ScoresHead } from '#lib/contracts/scores.ts';
import type { GateAnswer, GateExample, GateRun } from '#lib/domain/gate/gate-run.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import { breathe } from '../runs/breathe.ts';

interface Hashing {
  sha256Hex: (content: string) => string;
}

/** Scores that aren't stored yet as the gate will see them when they are: the same as loadGateRun gives, to the last digit. */
export async function gateRunOf({ sha256Hex }: Hashing, scores: Scores): Promise<GateRun> {
  const examples: GateExample[] = [];
  for (const example of scores.examples) {
    examples.push(gateExampleOf(example, (text) => sha256Hex(storableText(text))));
    await breathe(examples.length);
  }
  return { ...gateHeadOf(scores), examples };
}

function gateHeadOf(head: ScoresHead): Omit<GateRun, 'examples'> {
  return {
    run_id: head.run_id.toLowerCase(),
    model: storableText(head.model),
    prompt_version: head.prompt_version === null ? null : storableText(head.prompt_version),
    finished_at: new Date(head.finished_at).toISOString(),
    is_simulated: head.is_simulated,
    quality: head.quality,
    reasons: head.reasons.map(storableText),
    repeats: head.repeats,
    signature: inOrder(head.signature),
    categories: Object.fromEntries(
      Object.entries(head.categories).map(([name, { weight }]) => [name, { weight }]),
    ),
    overall_metrics: { criteria: criteriaInOrder(Object.entries(head.overall_metrics.criteria)) },
  };
}

/** The database keeps members in an order of its own; reasons must name them in the same one. */
export function inOrder<T>(value: T): T {
  return JSON.parse(canonicalJson(value)) as T;
}

export function criteriaInOrder(
  criteria: readonly (readonly [string, { n: number; mean: number | null }])[],
): GateRun['overall_metrics']['criteria'] {
  return Object.fromEntries(
    criteria.map(([id, { n, mean }]) => [id, { n, mean }] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function gateExampleOf(example: ScoredExample, hashOf: (text: string) => string): GateExample {
  return {
    id: example.id,
    category: example.category,
    group: example.group === null ? null : storableText(example.group),
    prompt: hashOf(example.prompt),
    reference_response: hashOf(example.reference_response),
    answers: example.answers
      .map((answer): GateAnswer => ({
        repeat: answer.repeat,
        status: answer.status,
        answer: answer.answer === null ? null : { length: answer.answer.length },
        scores: { composite: answer.scores.composite },
        checks: answer.checks.map(({ required, passed }) => ({ required, passed })),
        judge: answer.judge.map(({ score, judgement, failed_required: failed }) => ({
          score,
          judgement: judgement === null ? null : true,
          ...(failed === undefined ? {} : { failed_required: failed.map(storableText) }),
        })),
      }))
      .sort((a, b) => a.repeat - b.repeat),
  };
}

import type { ExampleEvidence, ExampleSide, GateEvidence, RunEvidence } from './evidence.ts';
import type { GateAnswer, GateExample, GateRun } from './gate-run.ts';
import { signatureDifferences } from './signature-differences.ts';

/**
 * Pairs two runs' examples by id and keeps what the decision needs of them.
 *
 * @param baseline the run to compare with, or why there is none
 * @param note how the baseline was chosen, where that isn't plain
 */
export function collectEvidence(
  current: GateRun,
  baseline: GateRun | { missing: string },
  note: string | null = null,
): GateEvidence {
  const other = 'missing' in baseline ? null : baseline;
  return {
    baseline: other && runEvidence(other),
    no_baseline: 'missing' in baseline ? baseline.missing : null,
    baseline_note: note,
    current: runEvidence(current),
    signature_differences: other ? signatureDifferences(other.signature, current.signature) : [],
    examples: pairExamples(current.examples, other?.examples ?? []),
  };
}

function pairExamples(current: readonly GateExample[], baseline: readonly GateExample[]): ExampleEvidence[] {
  const unpaired = new Map(baseline.map((example) => [example.id, example]));
  const paired = current.map((example): ExampleEvidence => {
    const before = unpaired.get(example.id);
    unpaired.delete(example.id);
    const { id, category, group } = example;
    const isChanged = before !== undefined && !isSameExample(before, example);
    return {
      ...{ id, category, group },
      baseline: before ? sideOf(before) : null,
      current: sideOf(example),
      is_changed: isChanged,
    };
  });
  const lost = [...unpaired.values()].map((example): ExampleEvidence => {
    const { id, category, group } = example;
    return { id, category, group, baseline: sideOf(example), current: null, is_changed: false };
  });
  return [...paired, ...lost];
}

function isSameExample(a: GateExample, b: GateExample): boolean {
  return a.prompt === b.prompt && a.reference_response === b.reference_response && a.category === b.category;
}

function sideOf({ answers }: GateExample): ExampleSide {
  const ordered = [...answers].sort((a, b) => a.repeat - b.repeat);
  return {
    scores: ordered.map(({ scores }) => scores.composite),
    required: ordered.map(passedRequired),
    optional: ordered.map(({ checks }) => allPassed(checks.filter((check) => !check.required))),
    lengths: ordered.map(({ answer }) => answer?.length ?? null),
  };
}

/** A required criterion fails an answer when most of its judgements say so. */
function passedRequired({ checks, judge }: GateAnswer): boolean | null {
  const judgements = judge.filter(({ judgement }) => judgement !== null);
  const failing = judgements.filter(({ failed_required: failed }) => failed !== undefined).length;
  if (failing * 2 > judgements.length) return false;
  return allPassed(checks.filter((check) => check.required));
}

function allPassed(checks: readonly { passed: boolean }[]): boolean | null {
  return checks.length === 0 ? null : checks.every(({ passed }) => passed);
}

function runEvidence(run: GateRun): RunEvidence {
  const answers = run.examples.flatMap((example) => example.answers);
  const judgements = answers.flatMap(({ judge }) => judge);
  return {
    run_id: run.run_id,
    model: run.model,
    prompt_version: run.prompt_version,
    finished_at: run.finished_at,
    is_simulated: run.is_simulated,
    quality: run.quality,
    quality_reasons: [...run.reasons],
    repeats: run.repeats,
    signature_hash: run.signature.hash,
    answers: answers.length,
    failed_answers: answers.filter(({ status }) => status === 'error').length,
    judgements: judgements.length,
    failed_judgements: judgements.filter(({ score }) => score === null).length,
    category_weights: Object.entries(run.categories).map(([category, { weight }]) => ({ category, weight })),
    criteria: Object.entries(run.overall_metrics.criteria).map(([id, { n, mean }]) => ({ id, n, mean })),
  };
}

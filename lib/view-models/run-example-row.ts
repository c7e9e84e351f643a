import type { RunExample } from '#lib/contracts/runs.ts';
import type { Signature } from '#lib/contracts/scores.ts';
import { embedderName, metricName } from './embedder.ts';
import { formatCost, formatLatency, formatScore } from './format.ts';
import { excerptOf } from './prompt.ts';
import { sentenceCase } from './words.ts';

/** A row of a run's table of examples. */
export interface ExampleRow {
  id: string;
  excerpt: string;
  category: string;
  composite: number | null;
  compositeText: string;
  judge: string;
  rougeL: string;
  embedding: string;
  checks: CheckTally;
  latency: string;
  cost: string;
  /** Answers that failed. */
  errors: number;
  /** Metrics that some answer lacks, though it was given. */
  missing: readonly string[];
}

/** The checks of all answers to an example. */
export interface CheckTally {
  total: number;
  failed: number;
  requiredFailed: number;
}

/** One example as a row of texts. What the whole run lacks isn't missing here. @param signature of the run */
export function prepareExampleRow(
  example: RunExample,
  signature: Pick<Signature, 'embedder'> | null,
): ExampleRow {
  const answered = example.answers.filter(({ status }) => status === 'ok');
  return {
    id: example.id,
    excerpt: excerptOf(example.prompt) || '(empty)',
    category: sentenceCase(example.category),
    composite: example.composite,
    compositeText: formatScore(example.composite),
    judge: formatScore(example.judge_score),
    rougeL: formatScore(example.rouge_l),
    embedding: formatScore(example.embedding),
    checks: tallyChecks(example.answers),
    latency: formatLatency(example.latency_ms),
    cost: formatCost(example.cost_usd),
    errors: example.answers.length - answered.length,
    missing: [...new Set(answered.flatMap(({ missing }) => Object.keys(missing)))]
      .filter((id) => id !== 'embedding' || signature?.embedder)
      .map((id) => metricName(id, embedderName(signature))),
  };
}

function tallyChecks(answers: RunExample['answers']): CheckTally {
  const checks = answers.flatMap((answer) => answer.checks);
  const failed = checks.filter((check) => !check.passed);
  return {
    total: checks.length,
    failed: failed.length,
    requiredFailed: failed.filter((check) => check.required).length,
  };
}

import type { Aggregate, ScoredAnswer, ScoredExample, ScoresHead } from '#lib/contracts/scores.ts';
import { meanOfPresent } from '#lib/domain/scoring/composite.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';

/** Stands where a category's name would: figures of the whole run. No category has an empty name. */
export const WHOLE_RUN = '';
/** Prefix of a judge criterion's name among the metrics. */
export const CRITERION = 'criteria.';

/** What scores put into the run's own row. */
export function runResultRow(head: ScoresHead, contentHash: string) {
  return {
    state: 'finished',
    started_at: head.started_at,
    finished_at: head.finished_at,
    model: head.model,
    is_simulated: head.is_simulated,
    prompt_version: head.prompt_version,
    repeats: head.repeats,
    examples: head.dataset.examples,
    quality: head.quality,
    reasons: head.reasons,
    overall: head.overall,
    required_failed: head.checks.required_failed,
    cost_usd: head.usage.cost_usd,
    judge_cost_usd: head.usage.judge_cost_usd,
    signature_hash: head.signature.hash,
    signature: head.signature,
    dataset_hash: head.dataset.hash,
    dataset: head.dataset,
    params: head.params,
    tags: head.tags,
    metrics: head.metrics,
    usage: head.usage,
    canaries: head.canaries,
    progress: null,
    error: null,
    content_hash: contentHash,
  };
}

/** An example's texts under their own hash: what someone claims about a golden set can't change another run's texts. */
export function goldenExampleRow(example: ScoredExample, sha256Hex: (text: string) => string) {
  const content = {
    example_id: example.id,
    category: example.category,
    group_name: example.group,
    source: example.source,
    prompt: example.prompt,
    reference_response: example.reference_response,
  };
  return { hash: sha256Hex(canonicalJson(content)), ...content };
}

export function runExampleRow(runId: string, position: number, exampleHash: string, example: ScoredExample) {
  const { answers } = example;
  const mean = (pick: (answer: ScoredAnswer) => number | null) => meanOfPresent(answers.map(pick));
  return {
    run_id: runId,
    position,
    example_id: example.id,
    example_hash: exampleHash,
    category: example.category,
    composite: example.composite,
    embedding: mean(({ scores }) => scores.embedding),
    rouge_l: mean(({ scores }) => scores.rouge_l),
    judge_score: mean(({ scores }) => scores.judge_score),
    required_checks_passed: example.required_checks_passed,
    latency_ms: mean((answer) => answer.latency_ms),
    cost_usd: mean((answer) => answer.cost_usd),
    has_missing: answers.some(({ missing }) => Object.keys(missing).length > 0),
    has_error: answers.some(({ status }) => status === 'error'),
  };
}

export function runAnswerRow(runId: string, position: number, answer: ScoredAnswer) {
  const { scores, ...rest } = answer;
  return {
    ...rest,
    run_id: runId,
    position,
    composite: scores.composite,
    embedding_score: scores.embedding,
    rouge_l_score: scores.rouge_l,
    judge_score: scores.judge_score,
  };
}

/** The whole run first, then its categories in the file's order. */
export function runCategoryRows(head: ScoresHead) {
  const whole = { category: WHOLE_RUN, weight: null, ...head.checks };
  const categories = Object.entries(head.categories).map(([category, { weight, checks }]) => ({
    category,
    weight,
    ...checks,
  }));
  return [whole, ...categories].map((row, position) => ({ run_id: head.run_id, position, ...row }));
}

export function runScoreRows(head: ScoresHead) {
  const groups = [[WHOLE_RUN, head.overall_metrics] as const, ...Object.entries(head.categories)];
  return groups.flatMap(([category, { composite, embedding, rouge_l, judge_score, criteria }]) => {
    const metrics: [string, Aggregate][] = [
      ['composite', composite],
      ['embedding', embedding],
      ['rouge_l', rouge_l],
      ['judge_score', judge_score],
      ...Object.entries(criteria).map(([id, aggregate]): [string, Aggregate] => [CRITERION + id, aggregate]),
    ];
    return metrics.map(([metric, aggregate]) => ({ run_id: head.run_id, category, metric, ...aggregate }));
  });
}

export function runStepRows(head: ScoresHead) {
  return head.steps.map((step, position) => ({ run_id: head.run_id, position, ...step }));
}

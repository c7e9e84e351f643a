import type { ScoredAnswer } from '#lib/contracts/scores.ts';
import { evaluateChecks } from '#lib/domain/checks/evaluate.ts';
import type { Example } from '#lib/domain/dataset/example.ts';
import { clipToUnit } from '#lib/domain/metrics/clip-to-unit.ts';
import type { EmbeddingMetricOpening } from '#lib/domain/metrics/embedding-metric.ts';
import { rougeL } from '#lib/domain/metrics/rouge-l.ts';
import { compositeScore } from '#lib/domain/scoring/composite.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { askModel, type ModelReply } from './ask-model.ts';
import type { JudgeOutcome, JudgeStep } from './judge-step.ts';
import type { RunPlan } from './run-plan.ts';
import type { ScorerContext } from './scorer-context.ts';

/** What scores answers beside the texts themselves; null where the run does without. */
export interface Scorers {
  /** On its way, because loading a model takes longer than the first answers. */
  embedding: Promise<EmbeddingMetricOpening> | null;
  judge: JudgeStep | null;
}

/** Sees each paid part of an answer as it ends. */
export interface AnswerObserver {
  answered: (reply: ModelReply) => void;
  judged: (outcome: JudgeOutcome) => void;
  /** There is nothing to judge. */
  skipped: () => void;
}

/** One answer to one example with all its scores. Never throws for what the model, the judge or the embedder did. */
export async function scoreAnswer(
  ctx: ScorerContext,
  plan: RunPlan,
  scorers: Scorers,
  task: { example: Example; repeat: number; observer: AnswerObserver },
): Promise<ScoredAnswer> {
  const { example, repeat, observer } = task;
  const reply = await askModel(ctx, plan, example, repeat);
  observer.answered(reply);
  if (!reply.ok) {
    if (scorers.judge) observer.skipped();
    return unanswered(repeat, reply.error);
  }
  const missing: Record<string, string> = {};
  const [embedding, judged] = await Promise.all([
    scoreEmbedding(scorers.embedding, example, reply.text, missing),
    scorers.judge?.(example, reply.text),
  ]);
  if (judged) {
    observer.judged(judged);
    if (judged.missingReason !== null) missing.judge_score = judged.missingReason;
  }
  const rouge = rougeL(example.reference_response, reply.text);
  if (!rouge) missing.rouge_l = 'the reference holds no ASCII letter or digit: ROUGE does not apply';
  const parts = {
    embedding: embedding ? clipToUnit(embedding.f1) : null,
    rouge_l: rouge ? rouge.f1 : null,
    judge_score: judged?.score ?? null,
  };
  return {
    repeat,
    status: 'ok',
    answer: reply.text,
    error: null,
    finish_reason: reply.finishReason,
    scores: { ...parts, composite: compositeScore(parts, weightsOf(ctx)) },
    rouge_l: rouge,
    embedding,
    checks: evaluateChecks(example.checks ?? [], reply.text, ctx.checkTools),
    judge: judged?.samples ?? [],
    missing,
    latency_ms: reply.latencyMs,
    input_tokens: reply.usage?.inputTokens ?? null,
    cached_input_tokens: reply.usage?.cachedInputTokens ?? null,
    output_tokens: reply.usage?.outputTokens ?? null,
    cost_usd: reply.costUsd,
    judge_cost_usd: judged ? judged.costUsd : 0,
    is_cached: reply.isCached,
  };
}

export function weightsOf({ config }: Pick<ScorerContext, 'config'>) {
  const { bertscore, rouge_l, judge_score } = config.scorer.metric_weights;
  return { embedding: bertscore, rouge_l, judge_score };
}

async function scoreEmbedding(
  opening: Promise<EmbeddingMetricOpening> | null,
  example: Example,
  answer: string,
  missing: Record<string, string>,
) {
  const opened = await opening;
  if (!opened?.ok) return null;
  try {
    return await opened.metric.score(example.reference_response, answer);
  } catch (error) {
    missing.embedding = messageOf(error);
    return null;
  }
}

function unanswered(repeat: number, error: string): ScoredAnswer {
  return {
    repeat,
    status: 'error',
    answer: null,
    error,
    finish_reason: null,
    scores: { embedding: null, rouge_l: null, judge_score: null, composite: null },
    rouge_l: null,
    embedding: null,
    checks: [],
    judge: [],
    missing: {},
    latency_ms: null,
    input_tokens: null,
    cached_input_tokens: null,
    output_tokens: null,
    cost_usd: null,
    judge_cost_usd: 0,
    is_cached: false,
  };
}

import type { ScoredAnswer } from '#lib/contracts/scores.ts';
import type { Example } from '#lib/domain/dataset/example.ts';
import { compositeScore } from '#lib/domain/scoring/composite.ts';

export interface RecordedQuality {
  /** How good the answers are, from 0 to 1. */
  skill: number;
  hasEmbedder: boolean;
}

const WEIGHTS = { embedding: 0.3, rouge_l: 0.2, judge_score: 0.5 };
const CRITERIA = ['factual_accuracy', 'instruction_following', 'safety'];
const FAILURE_SHARE = 0.012;
const JUDGE_MISSING_SHARE = 0.01;

/** One answer to an example with its scores: parts of the reference, the fewer the lower the skill. */
export function recordedAnswer(
  example: Example,
  repeat: number,
  { skill, hasEmbedder }: RecordedQuality,
  random: () => number,
): ScoredAnswer {
  if (random() < FAILURE_SHARE) return failedAnswer(repeat, hasEmbedder);
  const quality = Math.min(1, Math.max(0, skill + (random() - 0.5) * 0.5));
  const rouge = Math.min(1, quality * (0.5 + 0.4 * random()));
  const embedding = hasEmbedder ? Math.min(1, 0.72 + 0.26 * quality) : null;
  const criteria = CRITERIA.map((id) => {
    const score = Math.min(5, Math.max(0, Math.round(quality * 5 + (random() - 0.4) * 1.6)));
    return { id, evidence: evidenceFor(id, score), score, not_applicable: false };
  });
  const isJudged = random() >= JUDGE_MISSING_SHARE;
  const judgeScore = isJudged ? criteria.reduce((sum, { score }) => sum + score, 0) / 15 : null;
  const scores = { embedding, rouge_l: rouge, judge_score: judgeScore };
  const outputTokens = Math.ceil(example.reference_response.length / 4);
  return {
    repeat,
    status: 'ok',
    answer: answerText(example, quality),
    error: null,
    finish_reason: 'stop',
    scores: { ...scores, composite: compositeScore(scores, WEIGHTS) },
    rouge_l: { precision: Math.min(1, rouge * 1.1), recall: rouge * 0.92, f1: rouge },
    embedding: embedding === null ? null : { precision: embedding, recall: embedding, f1: embedding },
    checks: (example.checks ?? []).map(({ type, required }) => {
      const passed = random() < 0.75 + quality * 0.25;
      const failure = passed ? null : `${type} was not met by the answer`;
      return { type, required, passed, failure };
    }),
    judge: [
      {
        score: judgeScore,
        judgement: isJudged ? { criteria, injection_suspected: false } : null,
        missing_reason: isJudged ? null : 'the reply is not JSON, twice',
      },
    ],
    missing: {
      ...(hasEmbedder ? {} : { embedding: 'no embedding model can be reached' }),
      ...(isJudged ? {} : { judge_score: 'the reply is not JSON, twice' }),
    },
    latency_ms: Math.round(300 + 2_400 * random() ** 3),
    input_tokens: Math.ceil(example.prompt.length / 4),
    cached_input_tokens: 0,
    output_tokens: outputTokens,
    cost_usd: (0.4 * example.prompt.length) / 4e6 + (1.6 * outputTokens) / 1e6,
    judge_cost_usd: 0.0026,
    is_cached: false,
  };
}

function failedAnswer(repeat: number, hasEmbedder: boolean): ScoredAnswer {
  const reason = 'the model gave no answer';
  return {
    repeat,
    status: 'error',
    answer: null,
    error: 'the model server took too long: no answer within 60 s, after 4 retries',
    finish_reason: null,
    scores: { embedding: null, rouge_l: null, judge_score: null, composite: null },
    rouge_l: null,
    embedding: null,
    checks: [],
    judge: [],
    missing: { rouge_l: reason, judge_score: reason, ...(hasEmbedder ? { embedding: reason } : {}) },
    latency_ms: null,
    input_tokens: null,
    cached_input_tokens: null,
    output_tokens: null,
    cost_usd: null,
    judge_cost_usd: null,
    is_cached: false,
  };
}

function answerText({ reference_response: reference }: Example, quality: number): string {
  const sentences = reference.split(/(?<=[.!?])\s+/);
  return sentences.slice(0, Math.max(1, Math.ceil(sentences.length * quality))).join(' ');
}

function evidenceFor(criterion: string, score: number): string {
  if (score === 5)
    return `Nothing to object to under ${criterion.replace('_', ' ')}; agrees with the reference.`;
  return score >= 3
    ? 'Right in the main, but leaves out a point that the reference makes.'
    : 'The central claim of the reference is missing from the answer.';
}

import type { ScoredAnswer } from '#lib/contracts/scores.ts';
import { metricName } from './embedder.ts';
import { formatCost, formatCountOf, formatLatency, formatScore } from './format.ts';

/** One of an example's answers, in words. */
export interface AnswerView {
  name: string;
  facts: readonly (readonly [string, string])[];
  /** Null when the model came to its end by itself. */
  stopReason: string | null;
  missing: readonly (readonly [string, string])[];
  isInjectionSuspected: boolean;
}

/** @param embedder what the run's embedder score is called */
export function prepareAnswer(answer: ScoredAnswer, embedder: string): AnswerView {
  const { scores, output_tokens: tokens } = answer;
  const facts = [
    ['Score', formatScore(scores.composite)],
    ['Judge', formatScore(scores.judge_score)],
    ['ROUGE-L', formatScore(scores.rouge_l)],
    [embedder, formatScore(scores.embedding)],
    ['Latency', formatLatency(answer.latency_ms)],
    ['Cost', formatCost(answer.cost_usd)],
    ...(tokens === null ? [] : [['Length', formatCountOf(tokens, 'token')] as const]),
  ] as const;
  return {
    name: `Answer ${answer.repeat + 1}`,
    facts: answer.status === 'ok' ? facts : facts.filter(([name]) => name === 'Latency' || name === 'Cost'),
    stopReason: stopReasonOf(answer.finish_reason),
    missing: Object.entries(answer.missing).map(([id, reason]) => [metricName(id, embedder), reason]),
    isInjectionSuspected: answer.judge.some(({ judgement }) => judgement?.injection_suspected),
  };
}

function stopReasonOf(reason: string | null): string | null {
  if (reason === null || reason === 'stop') return null;
  return reason === 'length' ? 'cut off at the token limit' : `ended by ${reason.replaceAll('_', ' ')}`;
}

import { meanOfPresent } from '../scoring/composite.ts';
import { quantile } from '../stats/quantile.ts';

interface PaidAnswer {
  status: 'ok' | 'error';
  cost_usd: number | null;
  latency_ms: number | null;
  output_tokens: number | null;
}

/** What a run's answers cost, in money and time. Failed answers don't count. */
export interface AnswerFigures {
  /** US dollars for 1,000 answers; null when a price is unknown, or there is no answer. */
  cost_per_thousand_usd: number | null;
  latency_p50_ms: number | null;
  latency_p95_ms: number | null;
  output_tokens_mean: number | null;
}

export function answerFigures(answers: readonly PaidAnswer[]): AnswerFigures {
  const given = answers.filter(({ status }) => status === 'ok');
  const costs = given.map((answer) => answer.cost_usd);
  const mean = costs.includes(null) ? null : meanOfPresent(costs);
  const latencies = given
    .map((answer) => answer.latency_ms)
    .filter((latency) => latency !== null)
    .sort((a, b) => a - b);
  return {
    cost_per_thousand_usd: mean === null ? null : 1_000 * mean,
    latency_p50_ms: quantile(latencies, 0.5),
    latency_p95_ms: quantile(latencies, 0.95),
    output_tokens_mean: meanOfPresent(given.map((answer) => answer.output_tokens)),
  };
}

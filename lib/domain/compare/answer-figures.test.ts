import { expect, it } from 'vitest';
import { answerFigures } from './answer-figures.ts';

const answer = (cost_usd: number | null, latency_ms: number | null, output_tokens: number | null = 10) => ({
  status: 'ok' as const,
  ...{ cost_usd, latency_ms, output_tokens },
});
const NOTHING = {
  cost_per_thousand_usd: null,
  latency_p50_ms: null,
  latency_p95_ms: null,
  output_tokens_mean: null,
};

it('counts answers that were given', () => {
  const failed = { ...answer(null, 9_000, 999), status: 'error' as const };
  const answers = [answer(0.002, 100), answer(0.004, 300, 30), failed, answer(0, 200, null)];
  expect(answerFigures(answers)).toEqual({
    cost_per_thousand_usd: 2,
    latency_p50_ms: 200,
    latency_p95_ms: 290,
    output_tokens_mean: 20,
  });
});

it('knows no cost when one price is unknown', () => {
  expect(answerFigures([answer(0.002, 100), answer(null, 100)]).cost_per_thousand_usd).toBeNull();
  expect(answerFigures([answer(0, null, null)])).toEqual({ ...NOTHING, cost_per_thousand_usd: 0 });
});

it('knows nothing of no answers', () => {
  expect(answerFigures([])).toEqual(NOTHING);
});

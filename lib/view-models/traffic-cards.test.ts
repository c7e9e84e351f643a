import { describe, expect, it } from 'vitest';
import type { FeedbackSummary } from '#lib/contracts/feedback.ts';
import type { TrafficSummary } from '#lib/contracts/traffic.ts';
import { prepareLatencyBars, prepareTrafficCards } from './traffic-cards.ts';

const summary = (changes: Partial<TrafficSummary> = {}): TrafficSummary => ({
  ...{ from: '', to: '', source: 'rows', split: 'none', groups: [] },
  ...{ requests: 100, failures: 4, by_status: { ok: 96, error: 3, timeout: 1, aborted: 0 } },
  latency_ms: { mean: 500, p50: 400, p90: 800, p95: 900, p99: 1_500 },
  ...{ input_tokens: 1_000, cached_input_tokens: 0, output_tokens: 500, tokens_unknown: 2 },
  ...{ cost_usd: 1.5, cost_unknown: 0 },
  ...changes,
});
const feedback: FeedbackSummary = {
  ...{ from: '', to: '', bucket_seconds: 60, items: [], requests: 100, rated: 8, up: 6, down: 2 },
};
const shown = (...args: Parameters<typeof prepareTrafficCards>) =>
  prepareTrafficCards(...args).map(({ value, note }) => `${value} | ${note}`);

describe('prepareTrafficCards', () => {
  it('names figures with what puts them in proportion', () => {
    expect(shown(summary(), feedback)).toEqual([
      '100 | 96 ok',
      '4% | 3 error · 1 timeout',
      '400 ms | p95 900 ms · p99 1.50 s',
      '1,500 | 2 exchanges not known',
      '$1.50 | all costs are known',
      '75% | 8 exchanges rated (8%)',
    ]);
  });

  it('say nothing of no requests, not that they are free', () => {
    const none = summary({ requests: 0, failures: 0, cost_usd: 0, tokens_unknown: 0 });
    expect(shown(none, { ...feedback, requests: 0, rated: 0, up: 0, down: 0 })).toEqual([
      '0 | none in this selection',
      '– | no requests',
      '– | no requests',
      '– | no requests',
      '– | no requests',
      '– | no feedback',
    ]);
    expect(prepareTrafficCards(none, undefined).map(({ name }) => name)).toEqual(
      prepareTrafficCards(summary(), undefined).map(({ name }) => name),
    );
  });

  it('never shows an unknown cost as none', () => {
    const cards = shown(summary({ cost_usd: 0, cost_unknown: 100 }), undefined);
    expect(cards[4]).toBe('unknown | 100 exchanges not known');
    expect(cards[5]).toBe('– | loading');
  });
});

it('bars say what they hold', () => {
  const bins = [
    { from_ms: 100, to_ms: 150, count: 4, failures: 1 },
    { from_ms: 150, to_ms: null, count: 1, failures: 0 },
  ];
  expect(prepareLatencyBars({ from: '', to: '', source: 'rows', total: 5, bins })).toMatchObject([
    { words: '100 ms to 150 ms: 4 exchanges, 1 failed', height: 100, failedHeight: 25 },
    { words: 'from 150 ms: 1 exchange', height: 25, failedHeight: 0 },
  ]);
});

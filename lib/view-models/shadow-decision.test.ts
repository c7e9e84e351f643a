import { describe, expect, it } from 'vitest';
import type { ShadowDecision } from '#lib/contracts/shadow-decision.ts';
import { follow, NEW_STREAM, streamReport } from '#lib/domain/sequential/shadow-report.ts';
import { shadowDecisionMarkdown } from './shadow-decision-markdown.ts';
import { prepareShadowDecision, wealthText } from './shadow-decision.ts';

const SETTINGS = { margin: 0.05, alpha: 0.05, minSamples: 20, maxSamples: 1_000 };

/** A decision on so many observations that all differ by as much. */
function decisionOf(delta: number, n: number, changes: Partial<ShadowDecision> = {}): ShadowDecision {
  const series: ShadowDecision['series'] = [];
  let stream = NEW_STREAM;
  for (let i = 1; i <= n; i += 1) {
    stream = follow(stream, delta, SETTINGS);
    series.push({
      n: i,
      ts: new Date(i * 1_000).toISOString(),
      mean_delta: delta,
      low: 2 * stream.confidence.low - 1,
      high: 2 * stream.confidence.high - 1,
      promote_log_wealth: stream.decision.promote.logWealth,
      roll_back_log_wealth: stream.decision.rollBack.logWealth,
    });
  }
  const overall = streamReport(stream, SETTINGS);
  return {
    candidate_model: 'candidate',
    judge_model: 'judge',
    rubric_version: 'shadow@0f3a9c77',
    production_models: [{ model: 'prod', exchanges: n }],
    decision: overall.decision,
    reasons: [overall.reason],
    settings: {
      margin: 0.05,
      alpha: 0.05,
      min_samples: 20,
      max_samples: 1_000,
      min_window_days: 7,
      divergence_similarity: 0.3,
      max_divergence_rate: null,
      session_gap_minutes: 30,
    },
    first_ts: null,
    last_ts: null,
    window_days: 8,
    exchanges: n,
    missing: 2,
    pending: 1,
    divergence: { compared: n, diverging: 0, rate: n === 0 ? null : 0 },
    overall,
    strata: [],
    series,
    ...changes,
  };
}

describe('prepareShadowDecision', () => {
  it('shows an empty stream without making figures up', () => {
    const view = prepareShadowDecision(decisionOf(0, 0));
    expect(view.title).toBe('Keep going');
    expect(view.band).toMatchObject({ points: [], summary: 'No observations yet.' });
    expect(view.figures.map(({ value }) => value)).toEqual(['0', '–', '–', '–', '0']);
  });

  it('has zero, the margin and the settled bounds on its axis', () => {
    const { band, wealth, figures } = prepareShadowDecision(decisionOf(0.01, 400));
    const [low, high] = band.axis.domain;
    expect(low).toBeLessThan(-0.05);
    expect(high).toBeGreaterThan(band.points.at(-1)?.high ?? 1);
    expect(high).toBeLessThan(1);
    expect(band.points.at(-1)?.band).toEqual([band.points.at(-1)?.low, band.points.at(-1)?.high]);
    expect(wealth.limit).toBeCloseTo(1.301_03, 5);
    expect(wealth.domain[1]).toBeGreaterThan(Math.max(...wealth.points.map((point) => point.promote)) - 1e-9);
    expect(figures[0]).toEqual({ name: 'Observations', value: '400', note: 'of at least 20, at most 1,000' });
  });
});

it.each([
  [0, '1'],
  [1.301, '20'],
  [-1, '0.1'],
  [5, '1e+5'],
  [400, '10^400'],
])('a wealth of 10^%f is %s', (log, text) => expect(wealthText(log)).toBe(text));

describe('shadowDecisionMarkdown', () => {
  it('begins with the decision and has every figure', () => {
    const text = shadowDecisionMarkdown(decisionOf(0.4, 50));
    expect(text).toMatch(/^\*\*Promote the candidate\.\*\* After 20 samples/);
    expect(text).toContain('| Observations | 50 |');
    expect(text).toContain('judge `judge`');
  });

  it('lets no name become markup', () => {
    const report = decisionOf(0, 3).overall;
    const text = shadowDecisionMarkdown(
      decisionOf(0, 3, {
        candidate_model: '`<script>`',
        strata: [{ use_case: 'a|b\n# c', report }],
      }),
    );
    expect(text).not.toContain('\n# c');
    expect(text).not.toMatch(/[^`]<script>/);
    expect(text.split('\n').filter((line) => line.includes('keep going'))).toHaveLength(1);
  });
});

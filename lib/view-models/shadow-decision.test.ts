import { describe, expect, it } from 'vitest';
import { decisionOf } from '#lib/testing/shadow-decisions.ts';
import { shadowDecisionMarkdown } from './shadow-decision-markdown.ts';
import { prepareShadowDecision, wealthText } from './shadow-decision.ts';

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
    expect(wealth.ticks.map(wealthText)).toEqual(['0.1', '1', '10', '100', '1000', '10⁴', '10⁵', '10⁶']);
    expect(wealth.domain[1]).toBeGreaterThan(Math.max(...wealth.points.map((point) => point.promote)) - 1e-9);
    expect(figures[0]).toEqual({ name: 'Observations', value: '400', note: 'of at least 20, at most 1,000' });
  });
});

it('says why fewer observations than exchanges count', () => {
  const decision = decisionOf(0, 3);
  const note = (exchanges: number) =>
    prepareShadowDecision({ ...decision, exchanges }).figures.at(-1)?.note ?? '';
  expect(note(500)).toContain(
    `one observation, made once it was quiet for ${decision.settings.session_gap_minutes} min`,
  );
  expect(note(3)).not.toContain('one observation');
});

it.each([
  [
    0,
    'Still taking in earlier evaluations: 12,000, up to 2026-01-15 12:00 UTC. What is shown is as of then.',
  ],
  [
    48_000,
    'Still taking in earlier evaluations: 12,000 of 48,000 (25%), up to 2026-01-15 12:00 UTC. What is shown is as of then.',
  ],
])('says how far it is of a backlog of %d', (backlog, text) => {
  const behind = { until: '2026-01-15T12:00:30.000Z', evaluations: 12_000, backlog };
  const decision = decisionOf(0, 3, { catching_up: behind, late: 4 });
  expect(prepareShadowDecision(decision).progress).toBe(text);
  expect(prepareShadowDecision(decision).figures.at(-1)?.note).toContain(', 4 evaluated too late to count');
  expect(shadowDecisionMarkdown(decision)).toContain(`\n\n${text}\n`);
  expect(prepareShadowDecision(decisionOf(0, 3)).progress).toBeNull();
});

it.each([
  [0, '1'],
  [1.301, '20'],
  [-1, '0.1'],
  [-4, '10⁻⁴'],
  [5, '10⁵'],
  [5.6, '4 × 10⁵'],
  [400, '10⁴⁰⁰'],
  [-400, '10⁻⁴⁰⁰'],
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

import { describe, expect, it } from 'vitest';
import { gateRun, rows, settingsWith, type GateRunOptions, type ScoreTable } from '#lib/testing/gate-runs.ts';
import { makeVerdict } from './make-verdict.ts';

const settings = settingsWith();
const gate = (
  baseline: ScoreTable | null,
  current: ScoreTable,
  options: { baseline?: GateRunOptions; current?: GateRunOptions } = {},
) =>
  makeVerdict(
    gateRun(current, options.current),
    baseline ? gateRun(baseline, options.baseline) : { missing: 'No baseline was given.' },
    settings,
  );

describe('rule threshold', () => {
  // Baseline, current, and what the Python guard's rule says by hand.
  it.each([
    ['a drop of 0.05 exactly passes', 0.9, 0.85, 'pass'],
    ['though 0.95 - 0.9 is 0.04999… and 0.9 - 0.85 is 0.0500…04 to a computer', 0.95, 0.9, 'pass'],
    ['rounding of 1e-9 does not decide', 0.9, 0.849999999, 'pass'],
    ['2e-9 beyond is no rounding', 0.9, 0.849999998, 'fail'],
    ['more than 0.05 fails', 0.9, 0.8499, 'fail'],
    ['a gain passes', 0.85, 0.99, 'pass'],
    ['the overall threshold itself passes', 0.81, 0.8, 'pass'],
    ['rounding below it passes', 0.81, 0.7999999999, 'pass'],
    ['below it fails, without any drop', 0.7999, 0.7999, 'fail'],
    ['no difference passes', 0.9, 0.9, 'pass'],
  ])('%s', (_, before, now, expected) => {
    expect(gate({ a: rows(3, before) }, { a: rows(3, now) }).verdict).toBe(expected);
  });

  it.each([0.1, 0.3, 0.7])('a drop of the delta passes however the mean is rounded (%f)', (step) => {
    const scores = [0.9, 0.9 - step / 10, 0.9 + step / 10, 0.9 + step / 30, 0.9 - step / 30];
    const before = scores.map((score) => [score]);
    const now = scores.map((score) => [score - 0.05]);
    expect(gate({ a: before }, { a: now }).verdict).toBe('pass');
  });

  it('one category fails the run, and the reason names it with its figures', () => {
    const verdict = gate({ a: rows(4, 0.95), b: rows(4, 0.95) }, { a: rows(4, 0.95), b: rows(4, 0.88) });
    expect(verdict.verdict).toBe('fail');
    expect(verdict.reasons).toEqual(['b fell by 0.0700 (0.9500 → 0.8800), more than the allowed 0.05.']);
    expect(verdict.categories.map(({ category, delta }) => [category, delta?.toFixed(4)])).toEqual([
      ['a', '0.0000'],
      ['b', '-0.0700'],
    ]);
  });

  it('tells a drop apart from its limit', () => {
    const verdict = gate({ a: rows(4, 0.9) }, { a: rows(4, 0.84999) });
    expect(verdict.reasons).toEqual(['a fell by 0.050010000 (0.9000 → 0.8500), more than the allowed 0.05.']);
  });

  it('weighs categories in the overall score', () => {
    const current = { a: rows(2, 0.9), b: rows(20, 0.76) };
    const weights = { a: 3, b: 1 };
    const weighted = gate(current, current, { current: { weights }, baseline: { weights } });
    expect(weighted.overall.current).toBeCloseTo(0.865, 12);
    expect(weighted.verdict).toBe('pass');
    expect(gate(current, { a: rows(2, 0.9), b: rows(20, 0.69) }, {}).overall.current).toBeCloseTo(0.795, 12);
  });

  it('counts an example once, whatever its answers', () => {
    const verdict = gate({ a: [[1, 1, 1], [0.9]] }, { a: [[1, 0.9, 0.8], [0.9]] });
    expect(verdict.overall.current).toBeCloseTo(0.9, 12);
    expect(verdict.verdict).toBe('pass');
  });
});

describe('without a baseline', () => {
  it.each([
    ['both above', { a: rows(2, 0.95), b: rows(2, 0.73) }, 'pass'],
    ['a category at its minimum', { a: rows(2, 0.95), b: rows(2, 0.72) }, 'pass'],
    ['a category below its minimum', { a: rows(2, 0.99), b: rows(2, 0.7199) }, 'fail'],
    ['overall below', { a: rows(2, 0.8), b: rows(2, 0.79) }, 'fail'],
  ])('%s', (_, current, expected) => {
    const verdict = gate(null, current);
    expect(verdict.verdict).toBe(expected);
    expect(verdict.rule).toBe('absolute');
    expect(verdict.notes).toContain('No baseline was given. Absolute thresholds decide.');
    expect(verdict.needed).toEqual([]);
    expect([...verdict.reasons, ...verdict.notes].join()).not.toContain('not in the baseline');
  });

  it('an example without a score leaves the verdict open', () => {
    expect(gate(null, { a: [[0.9], [null]] })).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['Lost coverage: 1 example without a score in the current run: a-1.'],
    });
  });
});

describe('coverage', () => {
  it('a category that is gone fails', () => {
    const verdict = gate({ a: rows(3, 0.9), b: rows(3, 0.9) }, { a: rows(3, 0.9) });
    expect(verdict.verdict).toBe('fail');
    expect(verdict.reasons).toEqual([
      'Lost coverage: the current run has no score in b (3 in the baseline).',
    ]);
    expect(verdict.categories[1]).toMatchObject({ category: 'b', status: 'lost', current: null });
  });

  it('so does a category of which nothing could be scored', () => {
    const verdict = gate({ a: rows(3, 0.9), b: rows(3, 0.9) }, { a: rows(3, 0.9), b: rows(3, null) });
    expect(verdict.verdict).toBe('fail');
  });

  it.each([
    ['gone', rows(2, 0.9)],
    ['not scored', [[0.9], [0.9], [null]]],
  ])('an example that is %s is not a pass', (_, current) => {
    const verdict = gate({ a: rows(3, 0.9) }, { a: current });
    expect(verdict).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['Lost coverage: 1 example without a score in the current run: a-2.'],
    });
    expect(
      gate({ a: rows(3, 0.95) }, { a: current.map(([score]) => [score === null ? null : 0.85]) }).verdict,
    ).toBe('fail');
  });

  it('what the baseline could not score either is not lost', () => {
    expect(gate({ a: [[0.9], [null]] }, { a: [[0.9], [null]] }).verdict).toBe('pass');
  });

  it.each([
    [0.72, 'pass'],
    [0.7199, 'fail'],
  ])('a new category at %f: its minimum decides (%s)', (score, expected) => {
    const verdict = gate({ a: rows(9, 0.95) }, { a: rows(9, 0.95), fresh: rows(3, score) });
    expect(verdict.verdict).toBe(expected);
    expect(verdict.categories.at(-1)).toMatchObject({ status: 'new', p_regression: null, delta: null });
  });

  it('new examples are told, and left out of the statistics', () => {
    const verdict = gate({ a: rows(3, 0.9) }, { a: rows(5, 0.9) });
    expect(verdict).toMatchObject({ verdict: 'pass', overall: { n: 3, n_current: 5 } });
    expect(verdict.notes).toContain('2 new examples, left out of the statistics: a-3, a-4.');
  });
});

import { describe, expect, it } from 'vitest';
import { agreementSchema, type Agreement } from '#lib/contracts/agreement.ts';
import { countsText, dropText, prepareAgreement } from './agreement.ts';
import { figureText } from './agreement-warnings.ts';
import { prepareLevels, prepareVerdicts } from './confusion.ts';
import { prepareGoal } from './labelling.ts';

const estimate = (value: number | null, half: number | null = 0.05) => ({
  value,
  low: value === null || half === null ? null : value - half,
  high: value === null || half === null ? null : value + half,
});

/** 100 labelled exchanges of 1,000, of a good judge that is a little friendly. */
const good: Agreement = agreementSchema.parse({
  from: '2026-11-20T00:00:00.000Z',
  to: '2026-11-21T00:00:00.000Z',
  evaluator: 'judge-a shadow@1234',
  evaluators: [{ evaluator: 'judge-a shadow@1234', labelled: 100 }],
  pass_score: 0.6,
  counts: { judged: 1_000, labelled: 100, labels: 120, people: 2, skipped: 4, chosen: 0 },
  levels: [
    [10, 2, 0, 0, 0, 0],
    [1, 9, 0, 0, 0, 0],
    [0, 0, 10, 1, 0, 0],
    [0, 0, 0, 20, 0, 0],
    [0, 0, 0, 0, 20, 1],
    [0, 0, 0, 1, 0, 25],
  ],
  verdicts: { both_pass: 66, only_judge_passes: 4, only_people_pass: 2, both_fail: 28 },
  weighted_kappa: estimate(0.95),
  judge_alpha_gap: estimate(-0.02),
  same_verdict: estimate(0.94),
  judge_pass_rate: estimate(0.7, 0.03),
  corrected_pass_rate: estimate(0.65),
  kappa: estimate(0.86),
  alpha: estimate(0.9),
  human_alpha: estimate(0.92),
  sensitivity: estimate(0.97),
  specificity: estimate(0.88),
  youden: 0.85,
  judge_mean: estimate(0.72, 0.01),
  label_mean: estimate(0.66, 0.06),
  corrected_mean: estimate(0.68, 0.04),
  lambda: 0.9,
});
const but = (change: Partial<Agreement>): Agreement => ({ ...good, ...change });
const counts = (change: Partial<Agreement['counts']>) => ({ counts: { ...good.counts, ...change } });
const nothing = estimate(null);

describe('prepareAgreement', () => {
  it('a good judge needs no warning', () => {
    const view = prepareAgreement(good);
    expect(view).toMatchObject({ trust: 'good', headline: 'The judge scores as people do', warnings: [] });
    expect(view.means.rows.map(({ key, value, interval }) => [key, value, interval])).toEqual([
      ['judge', '0.720', '0.710 to 0.730'],
      ['labels', '0.660', '0.600 to 0.720'],
      ['corrected', '0.680', '0.640 to 0.720'],
    ]);
    const places = [...view.means.forest.marks.values()].map((mark) => mark?.point ?? NaN);
    expect(places[1]).toBeLessThan(places[2] ?? NaN);
    expect(places[2]).toBeLessThan(places[0] ?? NaN);
    expect(view.figures.find(({ key }) => key === 'specificity')).toMatchObject({
      ...{ value: '88%', interval: '83% to 93%' },
    });
    expect(view.passRates?.rows.map(({ value, interval }) => [value, interval])).toEqual([
      ['70%', '67% to 73%'],
      ['65%', '60% to 70%'],
    ]);
    expect(prepareAgreement(but({ judge_pass_rate: nothing })).passRates).toBeNull();
    expect(dropText(good)).toContain('falls by about 8.5 (Youden’s J 0.85)');
    expect(countsText(good)).toBe('100 of 1,000 judged exchanges labelled by 2 people');
  });

  it.each([
    ['no label', counts({ labelled: 0, labels: 0 }), 'unknown', 'Nobody has checked'],
    ['few labels', counts({ labelled: 29 }), 'unknown', 'Too few labels'],
    ['all alike', { ...counts({ labelled: 40 }), alpha: nothing }, 'unknown', 'Nothing can be said'],
    ['alpha at the band', { alpha: estimate(0.8) }, 'good', 'as people do'],
    ['alpha below it', { alpha: estimate(0.799) }, 'fair', 'roughly right'],
    ['alpha far below', { alpha: estimate(0.5) }, 'poor', 'does not score as people do'],
  ] as const)('%s', (_, change, trust, words) => {
    const view = prepareAgreement(but(change));
    expect(view.trust).toBe(trust);
    expect(view.headline).toContain(words);
  });

  it.each([
    ['few labels', counts({ labelled: 12 }), 'Only 12 labelled exchanges'],
    ['nothing failed', { specificity: nothing }, 'failed none'],
    ['nothing passed', { sensitivity: nothing }, 'passed none'],
    ['skewed', { kappa: estimate(-0.1) }, 'Look at the matrix'],
    ['a coin', { youden: -0.02 }, 'no better than a coin'],
    ['many skipped', counts({ skipped: 40 }), '25% of the labels say'],
    ['one person', counts({ people: 1 }), 'one person’s'],
    ['chosen ones', counts({ chosen: 3 }), '3 labels left out'],
  ] as const)('warns of %s', (_, change, words) => {
    expect(prepareAgreement(but(change)).warnings).toEqual([expect.stringContaining(words)]);
  });

  it('says that a figure is not known rather than drawing one', () => {
    const view = prepareAgreement(but({ corrected_mean: nothing, human_alpha: nothing }));
    expect(view.means.rows[2]).toMatchObject({ value: '–', interval: 'interval not known' });
    expect(view.means.forest.marks.get('corrected')).toBeNull();
    expect(view.figures[1]).toMatchObject({ value: '–', interval: 'interval not known' });
    expect(dropText(but({ youden: null }))).toBeNull();
  });

  it('writes minus signs, and none before zero', () => {
    expect([0.5, -0.111, -0.001, null].map(figureText)).toEqual(['0.50', '−0.11', '0.00', '–']);
  });
});

describe('confusion tables', () => {
  it('counts levels, with who gives more', () => {
    const table = prepareLevels(good);
    expect(table.total).toBe(100);
    expect(table.summary).toBe('Same level on 94 of 100 exchanges; the judge gives more on 2, less on 4.');
    expect(table.columns.map(({ total }) => total)).toEqual([11, 11, 10, 22, 20, 26]);
    expect(table.rows[5]?.cells[3]).toMatchObject({
      ...{ count: 1, isSame: false, words: 'judge 5, people 3: 1 exchange', strength: 1 / 25 },
    });
  });

  it('counts verdicts: rows are the judge’s', () => {
    const table = prepareVerdicts(good);
    expect(table.rows.map(({ name, cells }) => [name, ...cells.map(({ count }) => count)])).toEqual([
      ['fail', 28, 2],
      ['pass', 4, 66],
    ]);
    expect(table.summary).toBe(
      'Same verdict on 94 of 100 exchanges; only the judge passes 4, only people pass 2.',
    );
  });

  it('is all zero without labels', () => {
    expect(
      prepareLevels({
        levels: [
          [0, 0],
          [0, 0],
        ],
      }),
    ).toMatchObject({ total: 0 });
  });
});

describe('prepareGoal', () => {
  it.each([
    // 100 labels give ± .08: it takes 2.56 times as many for ± .05.
    ['wide', counts({}), 0.08, 260, '100 of about 260 labels to a useful interval (± 0.05)'],
    ['narrow', counts({}), 0.05, 100, '100 labels: the corrected mean is known to ± 0.05'],
    ['few', counts({ labelled: 8 }), 0.01, 100, '8 of about 100 labels to a useful interval (± 0.05)'],
    ['lucky', counts({ labelled: 20 }), 0.01, 30, '20 of about 30 labels to a useful interval (± 0.05)'],
  ] as const)('%s', (_, change, half, goal, words) => {
    const found = prepareGoal(but({ ...change, corrected_mean: estimate(0.68, half) }));
    expect(found.goal).toBe(goal);
    expect(found.words).toBe(words);
    expect(found.share).toBeCloseTo(Math.min(1, found.labelled / goal), 12);
    expect(found.now).toBe(`Now 0.680 ± ${half.toFixed(3)}.`);
  });

  it('knows nothing before there is an interval', () => {
    const found = prepareGoal(but({ ...counts({ labelled: 1 }), corrected_mean: nothing }));
    expect(found).toMatchObject({
      goal: 100,
      share: 0.01,
      now: 'No interval yet: it takes two labelled exchanges.',
    });
  });
});

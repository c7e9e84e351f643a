import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '#lib/testing/vectors/statistics.json' with { type: 'json' };
import { gateRun, rows, settingsWith, simulatedEvidence } from '#lib/testing/gate-runs.ts';
import { decide } from './decide.ts';
import type { GateEvidence } from './evidence.ts';
import { makeVerdict } from './make-verdict.ts';
import { verdictSchema } from './verdict.ts';
import { verifyVerdict } from './verify.ts';

const settings = settingsWith({ rule: 'statistical' });
const fromDeltas = (deltas: readonly number[], groups?: readonly number[]) => {
  const change = (side: 'baseline' | 'current') =>
    gateRun(
      { a: deltas.map((delta) => [side === 'baseline' ? 0.5 - delta / 2 : 0.5 + delta / 2]) },
      { change: (example, i) => ({ ...example, group: groups ? `g${groups[i]}` : null }) },
    );
  return makeVerdict(change('current'), change('baseline'), settings);
};

describe('a category says what the reference implementations say', () => {
  it.each(vectors.paired.map((row) => [row.id, row] as const))('%s', (_, row) => {
    const { overall, categories } = fromDeltas(row.deltas);
    const [category] = categories;
    expect(category).toMatchObject({ n: row.deltas.length, clusters: row.deltas.length });
    expect(category?.paired_delta).toBeCloseTo(row.mean, 10);
    expect(category?.interval90?.low).toBeCloseTo(row.ci90[0] ?? NaN, 9);
    expect(category?.interval90?.high).toBeCloseTo(row.ci90[1] ?? NaN, 9);
    expect(category?.p_noninferiority).toBeCloseTo(row.noninferiority_p_margin_05, 9);
    if (row.signflip_exact_p_less !== undefined)
      expect(category?.p_regression).toBeCloseTo(row.signflip_exact_p_less, 10);
    // The only category is the whole: one hypothesis, nothing to correct for.
    expect(overall.p_regression_holm).toBe(category?.p_regression);
    expect(overall.paired_delta).toBeCloseTo(row.mean, 10);
  });

  it.each(vectors.cluster.map((row) => [row.id, row] as const))('%s', (_, row) => {
    const [category] = fromDeltas(row.deltas, row.cluster).categories;
    expect(category).toMatchObject({ df: row.df, clusters: row.df + 1 });
    expect(category?.se).toBeCloseTo(row.se_cluster_CR1, 10);
  });
});

describe('few examples', () => {
  it('one tells nothing', () => {
    expect(fromDeltas([-0.2])).toMatchObject({
      verdict: 'inconclusive',
      overall: { interval90: null, p_noninferiority: null, minimum_detectable_drop: null },
    });
  });

  it('four equal drops are below what a test can show', () => {
    const verdict = fromDeltas([-0.2, -0.21, -0.19, -0.22]);
    expect(verdict).toMatchObject({ verdict: 'inconclusive', overall: { p_regression: 0.0625 } });
    expect(verdict.overall.sentence).toContain('Only 4 differ');
  });

  it('five are enough, in one category', () => {
    expect(fromDeltas([-0.2, -0.21, -0.19, -0.22, -0.2]).verdict).toBe('fail');
  });

  it('no difference at all is a pass', () => {
    const verdict = fromDeltas(new Array<number>(10).fill(0));
    expect(verdict).toMatchObject({ verdict: 'pass', overall: { p_regression: 1, p_noninferiority: 0 } });
  });

  it('a drop that is certain but small fails nothing', () => {
    const verdict = fromDeltas(Array.from({ length: 30 }, (_, i) => -0.01 - (i % 3) / 1_000));
    expect(verdict.overall.p_regression_holm).toBeLessThan(0.001);
    expect(verdict.verdict).toBe('pass');
  });
});

describe('what would be needed', () => {
  it('more examples, or more answers when the noise is known', () => {
    const set = { categories: 1, n: 40, noise: 0.15, spread: 0.02, drop: 0.03, seed: 'needed' };
    const single = decide(simulatedEvidence({ ...set, repeats: { baseline: 1, current: 1 } }), settings);
    expect(single.verdict).toBe('inconclusive');
    expect(single.needed[0]?.repeats_needed).toBeNull();
    // 6.18 · (2 · .15² + .02²) / .05² = 112
    expect(single.needed[0]?.examples_needed).toBeGreaterThan(75);
    expect(single.needed[0]?.examples_needed).toBeLessThan(165);
    const several = decide(simulatedEvidence({ ...set, repeats: { baseline: 2, current: 2 } }), settings);
    const [needed] = several.needed;
    const noise = several.overall.noise ?? {
      answer_sd_baseline: NaN,
      answer_sd_current: NaN,
      example_sd: NaN,
    };
    const perAnswer = noise.answer_sd_baseline ** 2 + noise.answer_sd_current ** 2;
    // Quantiles .95 and .8 of Student's t with 39 degrees of freedom.
    const seen = (repeats: number) =>
      (1.6849 + 0.8509) * Math.sqrt((noise.example_sd ** 2 + perAnswer / repeats) / 40);
    const repeats = needed?.repeats_needed ?? NaN;
    expect(seen(repeats)).toBeLessThan(0.05);
    expect(seen(repeats - 1)).toBeGreaterThan(0.05);
  });

  it('a margin that can not be seen is a warning under either rule', () => {
    const run = gateRun({ a: [[0.2], [0.9], [0.5], [0.8]] });
    const other = gateRun({ a: [[0.9], [0.3], [0.6], [0.7]] });
    const verdict = makeVerdict(run, other, settingsWith());
    expect(verdict.notes.join('\n')).toContain('The margin of 0.0500 is below the smallest drop');
  });
});

it('the margin shrinks with what the judge can tell', () => {
  const verdict = makeVerdict(gateRun({ a: rows(9, 0.9) }), gateRun({ a: rows(9, 0.9) }), {
    ...settings,
    judge_youden_j: 0.6,
  });
  expect(verdict.margin).toBeCloseTo(0.03, 12);
});

describe('a verdict', () => {
  const evidence = simulatedEvidence({
    categories: 3,
    n: 20,
    repeats: { baseline: 2, current: 3 },
    ...{ noise: 0.02, spread: 0.03, drop: 0.1, seed: 'verify' },
  });

  it('comes out of its file and its evidence again, to the last digit', () => {
    const verdict = verdictSchema.parse(
      JSON.parse(JSON.stringify({ schema_version: 1, ...decide(evidence, settings), settings, evidence })),
    );
    expect(verdict.verdict).toBe('fail');
    expect(decide(verdict.evidence, verdict.settings)).toEqual(decide(evidence, settings));
    expect(verifyVerdict(verdict)).toEqual([]);
  });

  it('is not verified when a figure, the verdict or a score was changed', () => {
    const verdict = { schema_version: 1 as const, ...decide(evidence, settings), settings, evidence };
    expect(verifyVerdict({ ...verdict, verdict: 'pass' })).toEqual([
      { path: 'verdict', stored: '"pass"', recomputed: '"fail"' },
    ]);
    const overall = { ...verdict.overall, p_regression: 0.5 };
    expect(verifyVerdict({ ...verdict, overall }).map(({ path }) => path)).toEqual(['overall.p_regression']);
    const examples = evidence.examples.map((example, i) =>
      i === 0 && example.current
        ? { ...example, current: { ...example.current, scores: [0, 0, 0] } }
        : example,
    );
    expect(verifyVerdict({ ...verdict, evidence: { ...evidence, examples } }).length).toBeGreaterThan(0);
  });

  it('does not depend on the order of examples', () => {
    const shuffled: GateEvidence = { ...evidence, examples: [...evidence.examples].reverse() };
    const [a, b] = [decide(evidence, settings), decide(shuffled, settings)];
    expect(b.verdict).toBe(a.verdict);
    a.categories.forEach((category, i) => {
      expect(b.categories[i]?.paired_delta).toBeCloseTo(category.paired_delta ?? NaN, 12);
      expect(b.categories[i]?.p_regression).toBeCloseTo(category.p_regression ?? NaN, 2);
    });
  });

  it('is never a pass when every example got worse by more than the margin', () => {
    const score = fc.integer({ min: 100, max: 1_000 }).map((n) => n / 1_000);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('threshold' as const, 'statistical' as const),
        (pairs, rule) => {
          const before = gateRun({ a: pairs.map(([a]) => [a]) });
          const after = gateRun({ a: pairs.map(([a, b]) => [Math.max(0, a - 0.06 - b / 50)]) });
          expect(makeVerdict(after, before, settingsWith({ rule })).verdict).not.toBe('pass');
        },
      ),
    );
  });
});

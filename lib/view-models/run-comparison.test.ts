import { describe, expect, it } from 'vitest';
import type { ComparedRun, RunComparison } from '#lib/contracts/comparisons.ts';
import { prepareRunComparison } from './run-comparison.ts';
import { comparedRun, comparison } from '#lib/testing/run-comparisons.ts';

const finding = (change: Parameters<typeof comparison>[0], alpha = 0.05) => {
  const runs: ComparedRun[] = [comparedRun(0), comparedRun(1, {}, comparison(change))];
  return prepareRunComparison({ alpha, runs }, 0.72).rows[1]?.finding;
};

describe('prepareRunComparison', () => {
  it.each<[string, Parameters<typeof comparison>[0], string, string]>([
    [
      'a drop beyond noise',
      { paired_delta: -0.1, p_regression_holm: 0.01, interval90: { low: -0.15, high: -0.05 } },
      'worse',
      'Worse, beyond noise',
    ],
    ['a drop at the level', { paired_delta: -0.1, p_regression_holm: 0.05 }, 'worse', 'Worse, beyond noise'],
    [
      'a drop that may be noise',
      { paired_delta: -0.1, p_regression_holm: 0.06, interval90: { low: -0.2, high: 0 } },
      'unclear',
      'No clear difference',
    ],
    [
      'a gain beyond noise',
      { paired_delta: 0.1, p_regression_holm: 1, interval90: { low: 0.01, high: 0.2 } },
      'better',
      'Better, beyond noise',
    ],
    [
      'a gain that may be noise',
      { paired_delta: 0.1, p_regression_holm: 0.9, interval90: { low: 0, high: 0.2 } },
      'unclear',
      'No clear difference',
    ],
    ['nothing differs', { paired_delta: 0, p_regression_holm: 1, differing: 0 }, 'unclear', 'No difference'],
    ['no pair', { paired_delta: null, p_regression_holm: null, n: 0 }, 'unknown', 'Not comparable'],
    ['a lost category', { status: 'lost' }, 'unknown', 'Not comparable'],
  ])('%s', (_, change, kind, words) => {
    expect(finding(change)).toMatchObject({ kind, words });
  });

  it('draws all intervals on one scale', () => {
    const runs = [
      comparedRun(0),
      comparedRun(1, {}, comparison({ paired_delta: 0.05, interval90: { low: 0, high: 0.1 } })),
      comparedRun(2, {}, comparison({ paired_delta: -0.11, interval90: { low: -0.12, high: -0.1 } })),
    ];
    const { rows, reach } = prepareRunComparison({ alpha: 0.05, runs }, 0.72);
    expect(reach).toBe(0.2);
    expect(rows[1]?.finding?.bar).toEqual({ left: 50, width: 25, mean: 62.5 });
    expect(rows[1]?.finding).toMatchObject({ delta: '+0.050', interval: '0.000 to +0.100' });
    expect(rows[2]?.finding?.bar?.left).toBeCloseTo(20, 9);
  });

  it('names runs, and says what they lack', () => {
    const runs = [
      comparedRun(0, { is_baseline: true }),
      comparedRun(
        1,
        { quality: 'void', reasons: ['The judge was fooled.'], prompt_version: null },
        comparison({}),
      ),
    ];
    const [reference, other] = prepareRunComparison({ alpha: 0.05, runs }, 0.72).rows;
    expect(reference).toMatchObject({
      letter: 'A',
      isReference: true,
      isBaseline: true,
      flaw: null,
      finding: null,
    });
    expect(reference).toMatchObject({
      cost: '$2.00',
      latencyP50: '500 ms',
      latencyP95: '1.50 s',
      tokens: '41',
    });
    expect(other).toMatchObject({
      letter: 'B',
      isReference: false,
      detail: '00000001',
      flaw: 'Void: nothing may be concluded. The judge was fooled.',
    });
  });

  it('has a row for every category of any run, and none that objects have of themselves', () => {
    const view: RunComparison = {
      alpha: 0.05,
      runs: [
        comparedRun(0, { category_scores: { tone: 0.9 } }),
        comparedRun(1, { category_scores: { tone: 0.5, constructor: 0.8 } }, comparison({}), [
          comparison({ category: 'tone', paired_delta: -0.4, p_regression_holm: 0.001 }),
        ]),
      ],
    };
    const { categories } = prepareRunComparison(view, 0.72);
    expect(categories.map(({ name }) => name)).toEqual(['Constructor', 'Tone']);
    expect(categories[0]?.cells.map(({ heat }) => heat.text)).toEqual(['–', '.80']);
    expect(categories[1]?.cells.map((cell) => cell.finding?.kind ?? null)).toEqual([null, 'worse']);
  });
});

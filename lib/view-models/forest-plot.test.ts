import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeVerdict } from '#lib/domain/gate/make-verdict.ts';
import { gateRun, rows, settingsWith } from '#lib/testing/gate-runs.ts';
import { simulatedVerdict } from '#lib/testing/verdicts.ts';
import { prepareForest, type ForestPlot } from './forest-plot.ts';

const ALPHA = 0.05;
const settings = settingsWith({ rule: 'statistical' });

/** The difference that a place on the scale stands for. */
const valueAt = ({ reach }: ForestPlot, place: number) => ((place - 50) / 50) * reach;

describe('prepareForest', () => {
  const verdict = simulatedVerdict({ drop: 0.1 });
  const plot = prepareForest(verdict, ALPHA);

  it('has the overall score first, then the categories from the largest drop on', () => {
    expect(plot.rows.map(({ isOverall }) => isOverall)).toEqual([true, false, false, false, false, false]);
    expect(plot.rows[1]).toMatchObject({ name: 'Category 0', standing: 'worse', standingWords: 'Drop' });
    const points = plot.rows.slice(1).map(({ mark }) => mark?.point ?? NaN);
    expect(points).toEqual([...points].sort((a, b) => a - b));
  });

  it('places points, intervals, zero and the margin on one scale', () => {
    expect(plot.zero).toBe(50);
    expect(valueAt(plot, plot.margin?.place ?? NaN)).toBeCloseTo(-0.05);
    expect(plot.margin?.text).toBe('−0.05');
    expect(plot.ticks.map(({ text }) => text)).toEqual(['−0.2', '−0.1', '0', '+0.1', '+0.2']);
    const { overall } = verdict;
    const mark = plot.rows[0]?.mark;
    expect(valueAt(plot, mark?.point ?? NaN)).toBeCloseTo(overall.paired_delta ?? NaN, 10);
    expect(valueAt(plot, mark?.bar?.left ?? NaN)).toBeCloseTo(overall.interval90?.low ?? NaN, 10);
    expect(valueAt(plot, (mark?.bar?.left ?? 0) + (mark?.bar?.width ?? 0))).toBeCloseTo(
      overall.interval90?.high ?? NaN,
      10,
    );
    expect(plot.isCut).toBe(false);
  });

  it('cuts the interval of the few that are far wider than the others, and says so', () => {
    const steady = Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [
        `c${i}`,
        Array.from({ length: 20 }, (_, j) => [0.8 + (j % 3) * 0.01]),
      ]),
    );
    const wide = makeVerdict(
      gateRun({ ...steady, wide: [[0.9], [0.8]] }),
      gateRun({
        ...Object.fromEntries(Object.keys(steady).map((id) => [id, rows(20, 0.8)])),
        wide: rows(2, 0.8),
      }),
      settings,
    );
    const cut = prepareForest(wide, ALPHA);
    const row = cut.rows.find(({ name }) => name === 'Wide');
    expect(cut.reach).toBeLessThan(0.2);
    expect(row?.mark?.bar).toMatchObject({ left: 0, isCutLeft: true, isCutRight: true });
    expect(row?.mark?.bar?.width).toBeCloseTo(100);
    expect(cut.isCut).toBe(true);
    expect(row?.interval).toMatch(/^−0\.\d+ to \+0\.\d+$/);
  });

  it('draws a point without an interval, and nothing where nothing can be compared', () => {
    const thin = makeVerdict(
      gateRun({ one: rows(1, 0.6), fresh: rows(2, 0.7) }),
      gateRun({ one: rows(1, 0.8), gone: rows(2, 0.7) }),
      settings,
    );
    const byName = new Map(prepareForest(thin, ALPHA).rows.map((row) => [row.name, row]));
    expect(byName.get('One')).toMatchObject({ interval: null, mark: { bar: null }, estimate: '−0.2000' });
    expect(byName.get('Fresh')).toMatchObject({ standing: 'new', mark: null, estimate: '–' });
    expect(byName.get('Gone')).toMatchObject({ standing: 'lost', mark: null });
  });

  it('keeps an interval whole that is hardly wider than the others', () => {
    const category = (id: string, low: number) => ({
      ...verdict.overall,
      ...{ category: id, paired_delta: -0.04, interval90: { low, high: 0 } },
    });
    const categories = [
      ...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => category(id, -0.09)),
      category('g', -0.103),
    ];
    expect(prepareForest({ ...verdict, categories }, ALPHA)).toMatchObject({ reach: 0.2, isCut: false });
  });

  it('sorts by the difference that it draws', () => {
    const category = (id: string, delta: number, paired: number) => ({
      ...verdict.overall,
      ...{ category: id, delta, paired_delta: paired },
    });
    const categories = [category('a', -0.2, 0.01), category('b', 0.1, -0.01)];
    const { rows: drawn } = prepareForest({ ...verdict, categories }, ALPHA);
    expect(drawn.map(({ name }) => name)).toEqual(['Overall', 'B', 'A']);
  });

  it('draws no line for a margin of zero', () => {
    expect(prepareForest({ ...verdict, margin: 0 }, ALPHA).margin).toBeNull();
  });

  it('keeps every mark on the scale, and never leaves a point or the margin out', () => {
    const figure = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(figure, figure, figure), { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (triples, margin) => {
          const categories = triples.map((triple, index) => {
            const [low, delta, high] = triple.toSorted((a, b) => a - b) as [number, number, number];
            return {
              ...verdict.overall,
              ...{ category: `c${index}`, delta, paired_delta: delta, interval90: { low, high } },
            };
          });
          const drawn = prepareForest({ overall: verdict.overall, categories, margin }, ALPHA);
          expect(drawn.rows).toHaveLength(categories.length + 1);
          if (drawn.margin) expect(drawn.margin.place).toBeGreaterThanOrEqual(0);
          for (const { mark } of drawn.rows) {
            expect(mark?.point).toBeGreaterThanOrEqual(0);
            expect(mark?.point).toBeLessThanOrEqual(100);
            const { left = NaN, width = NaN } = mark?.bar ?? {};
            expect(left).toBeGreaterThanOrEqual(0);
            expect(left + width).toBeLessThanOrEqual(100 + 1e-9);
            expect(mark?.point).toBeGreaterThanOrEqual(left - 1e-9);
            expect(mark?.point).toBeLessThanOrEqual(left + width + 1e-9);
          }
        },
      ),
    );
  });
});

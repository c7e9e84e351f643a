import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanceProcess,
  NEW_PROCESS,
  type ProcessSettings,
  type ShadowEvaluation,
  type ShadowProcess,
} from './shadow-process.ts';
import { strataReports } from './shadow-strata.ts';

const SETTINGS: ProcessSettings = {
  ...{ margin: 0.05, alpha: 0.05, minSamples: 5, maxSamples: 40 },
  ...{ gapMs: 100, divergenceSimilarity: 0.3 },
};

const evaluation = (atMs: number, changes: Partial<ShadowEvaluation> = {}): ShadowEvaluation => ({
  ...{ atMs, delta: 0, cluster: null, stratum: null, similarity: 0.9, productionModel: 'prod' },
  ...changes,
});

/** As the database gives it back. */
const stored = (process: ShadowProcess) => JSON.parse(JSON.stringify(process)) as ShadowProcess;

const evaluationsArbitrary = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 60 }),
      delta: fc.oneof(
        { weight: 1, arbitrary: fc.constant(null) },
        { weight: 9, arbitrary: fc.double({ min: -1, max: 1, noNaN: true }).map((delta) => delta + 0) },
      ),
      cluster: fc.constantFrom(null, 'session a', 'user b'),
      stratum: fc.constantFrom(null, 'chat', 'search', 'mail'),
      similarity: fc.constantFrom(null, 0.1, 0.3, 0.8),
      productionModel: fc.constantFrom('prod', 'former'),
    }),
    { maxLength: 120 },
  )
  .map((items) => {
    let atMs = 0;
    return items.map(({ gap, ...each }) => evaluation((atMs += gap), each));
  });

describe('advanceProcess', () => {
  it('comes to the same in any batches, stored in between, as all at once', () => {
    fc.assert(
      fc.property(
        evaluationsArbitrary,
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 }),
        (evaluations, sizes) => {
          const untilMs = (evaluations.at(-1)?.atMs ?? 0) + 50;
          let process = NEW_PROCESS;
          let taken = 0;
          for (let i = 0; taken < evaluations.length; i += 1) {
            const batch = evaluations.slice(taken, taken + (sizes[i % sizes.length] ?? 1));
            taken += batch.length;
            // A batch may end between two exchanges of the same moment.
            const seenMs = taken < evaluations.length ? (batch.at(-1)?.atMs ?? 0) : untilMs;
            process = stored(advanceProcess(process, batch, seenMs, SETTINGS));
          }
          process = stored(advanceProcess(process, [], untilMs, SETTINGS));
          expect(process).toEqual(stored(advanceProcess(NEW_PROCESS, evaluations, untilMs, SETTINGS)));
        },
      ),
    );
  });

  it('counts what there is', () => {
    const process = advanceProcess(
      NEW_PROCESS,
      [
        evaluation(10, { delta: null, similarity: null }),
        evaluation(20, { delta: 0.5, similarity: 0.1 }),
        evaluation(40, { delta: 0.25, cluster: 'session a', productionModel: 'former' }),
      ],
      100,
      SETTINGS,
    );
    expect(process).toMatchObject({
      ...{ exchanges: 2, missing: 1, compared: 2, diverging: 1, firstMs: 20, lastMs: 40 },
      productionModels: [
        { model: 'prod', exchanges: 2 },
        { model: 'former', exchanges: 1 },
      ],
    });
    expect(process.stream.decision.n).toBe(1);
    expect(process.open).toHaveLength(1);
  });

  it('keeps its size however long it goes on, and the sample at which the decision fell', () => {
    const names = Array.from({ length: 300 }, (_, i) => `name ${i}`);
    const evaluations = Array.from({ length: 20_000 }, (_, i) =>
      evaluation(i * 10, {
        delta: (i % 7) / 7 - 0.3,
        cluster: i % 3 === 0 ? `session ${i}` : null,
        stratum: names[i % 300] ?? null,
        productionModel: names[i % 300] ?? '',
      }),
    );
    const process = advanceProcess(NEW_PROCESS, evaluations, 200_000, { ...SETTINGS, maxSamples: 10_000 });
    expect(process.path.points.length).toBeGreaterThan(200);
    expect(process.path.points.length).toBeLessThanOrEqual(400);
    expect(new Set(process.path.points.map(({ n }) => n % process.path.every))).toEqual(new Set([0]));
    expect(process.strata).toHaveLength(50);
    expect(process.productionModels).toHaveLength(100);
    expect(JSON.stringify(process).length).toBeLessThan(250_000);
    expect(process.stream.decision.decided?.n).toBeLessThan(10_000);
  });
});

it.each([
  [1, []],
  [2, [40, 40]],
  [3, [80, 80, 80]],
  [9, Array.from({ length: 9 }, () => 400)],
])('divides the risk among %d use cases', (count, limits) => {
  const evaluations = Array.from({ length: 90 }, (_, i) =>
    evaluation(i, { delta: 0.01 * (i % 5), stratum: `use case ${i % count}` }),
  );
  const { strata } = advanceProcess(NEW_PROCESS, evaluations, 100, SETTINGS);
  expect(strataReports(strata, SETTINGS).map(({ report }) => Math.round(report.wealth_limit))).toEqual(
    limits,
  );
});

it('shows the largest twenty use cases, equal ones by name', () => {
  const evaluations = Array.from({ length: 61 }, (_, i) =>
    evaluation(i, { stratum: `use case ${String(29 - (i % 30)).padStart(2, '0')}` }),
  );
  const names = strataReports(advanceProcess(NEW_PROCESS, evaluations, 100, SETTINGS).strata, SETTINGS).map(
    ({ name }) => name,
  );
  expect(names.slice(0, 3)).toEqual(['use case 29', 'use case 00', 'use case 01']);
  expect(names).toHaveLength(20);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ObservationStream, type Observation, type ShadowSample } from './observations.ts';

const sample = (atMs: number, delta: number, cluster: string | null = null): ShadowSample => ({
  atMs,
  delta,
  cluster,
  stratum: null,
});
const GAP_MS = 100;

function observationsOf(samples: readonly ShadowSample[], untilMs: number): Observation[] {
  const stream = new ObservationStream([], GAP_MS);
  return [...samples.flatMap((each) => stream.take(each)), ...stream.endBefore(untilMs)];
}

it('counts an exchange that stands alone at once, and a session once when it is over', () => {
  const samples = [
    sample(10, 0.1),
    sample(20, 0.4, 'a'),
    sample(90, -0.2),
    sample(100, 0.2, 'a'),
    sample(300, -0.5, 'a'),
    sample(950, 0.9, 'b'),
  ];
  expect(observationsOf(samples, 1_000)).toEqual([
    { atMs: 10, delta: 0.1, stratum: null },
    { atMs: 90, delta: -0.2, stratum: null },
    { atMs: 200, delta: expect.closeTo(0.3, 12) as number, stratum: null },
    { atMs: 400, delta: -0.5, stratum: null },
  ]);
});

it('lets an exchange join at the very end of a session, and ends sessions in the order of their last exchanges', () => {
  const samples = [
    sample(0, 0.1, 'a'),
    sample(0, 0.2, 'b'),
    sample(100, 0.3, 'a'),
    sample(100, 0),
    sample(150, 0),
  ];
  expect(observationsOf(samples, 300).map(({ atMs, delta }) => [atMs, delta])).toEqual([
    [100, 0],
    [100, 0.2],
    [150, 0],
    [200, 0.2],
  ]);
});

const samplesArbitrary = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 80 }),
      delta: fc.double({ min: -1, max: 1, noNaN: true }),
      cluster: fc.constantFrom(null, 'a', 'b', 'c'),
    }),
    { maxLength: 60 },
  )
  .map((items) => {
    let atMs = 0;
    return items.map(({ gap, delta, cluster }) => sample((atMs += gap), delta, cluster));
  });

it('gives every exchange to one observation, in the order of completion', () => {
  fc.assert(
    fc.property(samplesArbitrary, (samples) => {
      const observations = observationsOf(samples, Infinity);
      const times = observations.map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(observations.length).toBeGreaterThanOrEqual(
        samples.filter(({ cluster }) => cluster === null).length,
      );
    }),
  );
});

it('gives what was complete earlier the same way, however much later it looks again', () => {
  fc.assert(
    fc.property(samplesArbitrary, fc.nat(2_000), fc.nat(2_000), (samples, untilMs, laterMs) => {
      const seenAt = (ms: number) =>
        observationsOf(
          samples.filter(({ atMs }) => atMs < ms),
          ms,
        );
      const early = seenAt(untilMs);
      expect(seenAt(untilMs + laterMs).slice(0, early.length)).toEqual(early);
    }),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { observationsOf, type ShadowSample } from './observations.ts';

const sample = (atMs: number, delta: number, cluster: string | null = null): ShadowSample => ({
  atMs,
  delta,
  cluster,
  stratum: null,
});
const LIMITS = { gapMs: 100, nowMs: 1_000 };

it('counts an exchange that stands alone at once, and a session once when it is over', () => {
  const samples = [
    sample(10, 0.1),
    sample(20, 0.4, 'a'),
    sample(90, -0.2),
    sample(100, 0.2, 'a'),
    sample(300, -0.5, 'a'),
    sample(950, 0.9, 'b'),
  ];
  expect(observationsOf(samples, LIMITS)).toEqual([
    { atMs: 10, delta: 0.1, exchanges: 1, stratum: null },
    { atMs: 90, delta: -0.2, exchanges: 1, stratum: null },
    { atMs: 200, delta: expect.closeTo(0.3, 12) as number, exchanges: 2, stratum: null },
    { atMs: 400, delta: -0.5, exchanges: 1, stratum: null },
  ]);
});

it('gives what was complete earlier the same way, however much later it looks again', () => {
  const samples = fc.array(
    fc.record({
      gap: fc.integer({ min: 0, max: 80 }),
      delta: fc.double({ min: -1, max: 1, noNaN: true }),
      cluster: fc.constantFrom(null, 'a', 'b'),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(samples, fc.nat(2_000), fc.nat(2_000), (items, nowMs, laterMs) => {
      let atMs = 0;
      const all = items.map(({ gap, delta, cluster }) => sample((atMs += gap), delta, cluster));
      const seenAt = (ms: number) =>
        observationsOf(
          all.filter((each) => each.atMs <= ms),
          { gapMs: 100, nowMs: ms },
        );
      const early = seenAt(nowMs);
      // Only what was complete strictly before: at the very moment something may still come in beside it.
      const settled = early.filter((each) => each.atMs < nowMs);
      expect(seenAt(nowMs + laterMs).slice(0, settled.length)).toEqual(settled);
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waterfallTicks } from './waterfall-axis.ts';

describe('waterfallTicks', () => {
  it.each([
    [0, ['0 ms']],
    [5e-324, ['0 ms']],
    [0.9, ['0 ms', '0.2 ms', '0.4 ms', '0.6 ms', '0.8 ms']],
    [6, ['0 ms', '1 ms', '2 ms', '3 ms', '4 ms', '5 ms', '6 ms']],
    [420, ['0 ms', '100 ms', '200 ms', '300 ms', '400 ms']],
    [1_830, ['0 s', '0.5 s', '1 s', '1.5 s']],
    [28_000, ['0 s', '5 s', '10 s', '15 s', '20 s', '25 s']],
    [59_000, ['0 s', '10 s', '20 s', '30 s', '40 s', '50 s']],
    [100_000, ['0 s', '20 s', '40 s', '1 min', '1 min 20 s', '1 min 40 s']],
    [5 * 3_600_000, ['0 s', '1 h', '2 h', '3 h', '4 h', '5 h']],
    [60 * 3_600_000, ['0 s', '12 h', '24 h', '36 h', '48 h', '60 h']],
    [300 * 3_600_000, ['0 s', '72 h', '144 h', '216 h', '288 h']],
  ])('%s ms', (totalMs, labels) => {
    expect(waterfallTicks(totalMs).map(({ label }) => label)).toEqual(labels);
  });

  it('has few ticks of different names, from 0 up to at most the end, at equal distances', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (totalMs) => {
        const ticks = waterfallTicks(totalMs);
        expect(ticks[0]?.at).toBe(0);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
        const step = ticks[1]?.at ?? 0;
        ticks.forEach(({ at }, index) => expect(at).toBeCloseTo(index * step, 9));
        expect(ticks.at(-1)?.at).toBeLessThanOrEqual(1);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTicks, powerTicks, ticksFromZero, valueAxis, type ValueKind } from './value-axis.ts';

const KINDS = ['count', 'share', 'latency', 'cost'] as const satisfies readonly ValueKind[];
const sizes = fc.double({ min: 1e-9, max: 1e12, noNaN: true });

describe('ticksFromZero', () => {
  it.each([
    [0.05, [0, 0.01, 0.02, 0.03, 0.04, 0.05]],
    [0.21, [0, 0.05, 0.1, 0.15, 0.2, 0.25]],
    [662, [0, 200, 400, 600, 800]],
    [380, [0, 100, 200, 300, 400]],
    [12, [0, 2.5, 5, 7.5, 10, 12.5]],
    [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, [0, 1]],
  ])('goes in round steps to at or above %f', (largest, ticks) => {
    expect(ticksFromZero(largest)).toEqual(ticks);
  });

  it.each([
    [12, [0, 5, 10, 15]],
    [2, [0, 1, 2]],
    [0.5, [0, 1]],
    [120, [0, 25, 50, 75, 100, 125]],
  ])('counts to %f by whole numbers', (largest, ticks) => {
    expect(ticksFromZero(largest, true)).toEqual(ticks);
  });

  it('has at most five steps of 1, 2, 2.5 or 5 times a power of ten, the last of which reaches the largest', () => {
    fc.assert(
      fc.property(sizes, fc.boolean(), (largest, isWhole) => {
        const ticks = ticksFromZero(largest, isWhole);
        const step = ticks[1] ?? 0;
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect([1, 2, 2.5, 5]).toContain(Number(step.toExponential().split('e')[0]));
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest * (1 - 1e-6));
        expect(ticks.at(-2)).toBeLessThan(largest);
        if (isWhole) expect(ticks.every(Number.isInteger)).toBe(true);
      }),
    );
  });
});

describe('valueAxis', () => {
  it.each<[ValueKind, number[], string[]]>([
    ['count', [380], ['0', '100', '200', '300', '400']],
    ['count', [62_000], ['0', '20k', '40k', '60k', '80k']],
    ['count', [12_000], ['0', '2.5k', '5.0k', '7.5k', '10.0k', '12.5k']],
    ['count', [45e6], ['0', '10M', '20M', '30M', '40M', '50M']],
    ['share', [0.013], ['0%', '0.5%', '1.0%', '1.5%']],
    ['share', [0.12], ['0%', '2.5%', '5.0%', '7.5%', '10.0%', '12.5%']],
    ['latency', [4, 430], ['0 ms', '100 ms', '200 ms', '300 ms', '400 ms', '500 ms']],
    ['latency', [1_900], ['0 s', '0.5 s', '1.0 s', '1.5 s', '2.0 s']],
    ['latency', [130_000], ['0 s', '50 s', '100 s', '150 s']],
    ['cost', [0.0095], ['$0', '$0.002', '$0.004', '$0.006', '$0.008', '$0.010']],
    ['cost', [0.38], ['$0', '$0.10', '$0.20', '$0.30', '$0.40']],
    ['cost', [2_400], ['$0', '$500', '$1,000', '$1,500', '$2,000', '$2,500']],
    ['share', [], ['0%', '1%', '2%', '3%', '4%', '5%']],
    ['share', [0.000_4], ['0%', '0.01%', '0.02%', '0.03%', '0.04%']],
    ['cost', [0, 0], ['$0', '$0.002', '$0.004', '$0.006', '$0.008', '$0.010']],
    ['count', [2], ['0', '1', '2']],
    ['count', [0, 0], ['0', '1', '2', '3', '4', '5']],
  ])('writes %s up to %j in one unit, with the same decimals', (kind, values, texts) => {
    const { ticks, format, domain } = valueAxis(values, kind);
    expect(ticks.map(format)).toEqual(texts);
    expect(domain).toEqual([0, ticks.at(-1)]);
  });

  it('never writes two ticks alike, nor another number than is there', () => {
    const scale = { count: 1, share: 100, latency: 1, cost: 1 };
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), sizes, (kind, largest) => {
        const { ticks, format } = valueAxis([largest], kind);
        const written = ticks.map(format).map((text) => {
          const factor = text.endsWith(' s') || text.endsWith('k') ? 1e3 : text.endsWith('M') ? 1e6 : 1;
          return factor * Number(text.replace(/[^\d.]/g, ''));
        });
        for (const [index, tick] of ticks.entries())
          expect(Math.abs((written[index] ?? NaN) - tick * scale[kind])).toBeLessThanOrEqual(
            1e-9 * (ticks.at(-1) ?? 1) * scale[kind],
          );
      }),
    );
  });
});

it.each([
  [46, [0, 10, 20, 30, 40]],
  [1, [0, 1]],
  [0, [0]],
])('has whole ticks up to a count of %i, and not beyond it', (most, ticks) => {
  expect(countTicks(most)).toEqual(ticks);
});

describe('powerTicks', () => {
  it.each<[[number, number], number[]]>([
    [
      [-1, 2.1],
      [-1, 0, 1, 2],
    ],
    [[-0.5, 0.9], [0]],
    [
      [-1, 19.3],
      [0, 3, 6, 9, 12, 15, 18],
    ],
  ])('are whole within %j', (domain, ticks) => {
    expect(powerTicks(domain)).toEqual(ticks);
  });
});

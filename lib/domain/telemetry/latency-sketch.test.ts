import { DDSketch } from '@datadog/sketches-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binOf,
  decodeSketches,
  latencyOfBin,
  mergeSketches,
  SKETCH_ENTRY_BYTES,
  sketchQuantile,
  sketchQuantiles,
  SHORTEST_MS,
  type LatencySketch,
} from './latency-sketch.ts';

const sketchOf = (values: readonly number[]): LatencySketch =>
  mergeSketches(values.map((value) => ({ bins: [binOf(value)], counts: [1] })));
const latencies = fc.array(fc.double({ min: SHORTEST_MS, max: 3_600_000, noNaN: true }), {
  minLength: 1,
  maxLength: 300,
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('a latency sketch', () => {
  it('adds up bins that stand in any order', () => {
    const early = { bins: [7, 3, 5], counts: [1, 2, 3] };
    expect(mergeSketches([early, { bins: [4], counts: [1] }])).toEqual({
      bins: [3, 4, 5, 7],
      counts: [2, 1, 3, 1],
    });
  });

  it('is within 1% of the exact quantile', () => {
    fc.assert(
      fc.property(latencies, share, (values, q) => {
        const exact = values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? NaN;
        const found = sketchQuantile(sketchOf(values), q) ?? NaN;
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(0.01 * exact * (1 + 1e-9));
      }),
    );
  });

  it('is the same however values are split and merged', () => {
    fc.assert(
      fc.property(latencies, fc.nat(), (values, at) => {
        const cut = at % values.length;
        const parts = [values.slice(cut), values.slice(0, cut)].map(sketchOf);
        expect(mergeSketches(parts)).toEqual(sketchOf(values));
      }),
    );
  });

  it('says what the reference implementation says', () => {
    const values = Array.from({ length: 5_000 }, (_, i) => Math.exp(3 + 4 * Math.sin(i * 12.9898)));
    const reference = new DDSketch({ relativeAccuracy: 0.01 });
    for (const value of values) reference.accept(value);
    for (const q of [0.01, 0.5, 0.9, 0.95, 0.99])
      expect(sketchQuantile(sketchOf(values), q)).toBeCloseTo(reference.getValueAtQuantile(q), 9);
  });

  it.each([0, -5, SHORTEST_MS / 2])('counts %d ms as the shortest', (value) => {
    expect(binOf(value)).toBe(binOf(SHORTEST_MS));
    expect(latencyOfBin(binOf(value))).toBeCloseTo(SHORTEST_MS, 4);
  });

  it('gives several quantiles at once, each as if asked for alone', () => {
    fc.assert(
      fc.property(latencies, fc.array(share), (values, shares) => {
        const ascending = shares.toSorted((a, b) => a - b);
        const sketch = sketchOf(values);
        expect(sketchQuantiles(sketch, ascending)).toEqual(ascending.map((q) => sketchQuantile(sketch, q)));
      }),
    );
  });

  it('knows nothing of no values', () => {
    expect(sketchQuantiles({ bins: [], counts: [] }, [0.5, 0.9])).toEqual([null, null]);
    expect(sketchQuantile({ bins: [], counts: [] }, 0.5)).toBeNull();
  });

  it('is read from bytes, of several sketches one behind another as their sum', () => {
    const encode = ({ bins, counts }: LatencySketch): Uint8Array => {
      const bytes = new Uint8Array(bins.length * SKETCH_ENTRY_BYTES);
      const view = new DataView(bytes.buffer);
      bins.forEach((bin, index) => {
        view.setInt16(index * SKETCH_ENTRY_BYTES, bin);
        view.setUint32(index * SKETCH_ENTRY_BYTES + 2, counts[index] ?? 0);
      });
      return bytes;
    };
    fc.assert(
      fc.property(latencies, latencies, (one, other) => {
        const parts = [one, other].map(sketchOf);
        // A buffer of the driver is a part of a larger one.
        const bytes = Uint8Array.from([1, 2, 3, ...parts.flatMap((part) => [...encode(part)])]).subarray(3);
        expect(decodeSketches([bytes])).toEqual(mergeSketches(parts));
        expect(decodeSketches(parts.map(encode))).toEqual(mergeSketches(parts));
      }),
    );
    expect(decodeSketches([])).toEqual({ bins: [], counts: [] });
    expect(decodeSketches([new Uint8Array()])).toEqual({ bins: [], counts: [] });
  });
});

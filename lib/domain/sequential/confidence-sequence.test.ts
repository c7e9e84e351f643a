import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '#lib/testing/vectors/statistics.json' with { type: 'json' };
import {
  momentaryBounds,
  narrow,
  NEW_CONFIDENCE_SEQUENCE,
  type ConfidenceSequence,
} from './confidence-sequence.ts';

const follow = (values: readonly number[], alpha: number): ConfidenceSequence[] => {
  let state = NEW_CONFIDENCE_SEQUENCE;
  return values.map((value) => (state = narrow(state, value, alpha)));
};

describe('narrow', () => {
  it.each(vectors.sequential.rows.map((row) => [row.id, row] as const))(
    'follows the bounds of %s',
    (_, row) => {
      const states = follow(
        row.deltas.map((delta) => (delta + 1) / 2),
        row.alpha,
      );
      row.at.forEach((n, index) => {
        const bounds = momentaryBounds(states[n - 1] ?? NEW_CONFIDENCE_SEQUENCE, row.alpha);
        expect(bounds.low).toBeCloseTo(row.eb_predmix_lower_x[index] ?? NaN, 9);
        expect(bounds.high).toBeCloseTo(row.eb_predmix_upper_x[index] ?? NaN, 9);
      });
    },
  );

  it('never widens', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 200 }), (values) => {
        let last: ConfidenceSequence = NEW_CONFIDENCE_SEQUENCE;
        for (const state of follow(values, 0.05)) {
          expect(state.low).toBeGreaterThanOrEqual(last.low);
          expect(state.high).toBeLessThanOrEqual(last.high);
          last = state;
        }
      }),
    );
  });
});

import { expect, it } from 'vitest';
import { meanInterval } from './mean-interval.ts';

// `pt-01` of the paired vectors: scipy's interval over eight deltas.
it('equals the reference interval', () => {
  const interval = meanInterval(0.1875, 0.3471825374147068, 8);
  expect(interval?.low).toBeCloseTo(-0.10275186490318483, 12);
  expect(interval?.high).toBeCloseTo(0.47775186490318483, 12);
});

it('is unknown below two values', () => {
  expect(meanInterval(0.5, 0, 1)).toBeNull();
});

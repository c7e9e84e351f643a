import { expect, it } from 'vitest';
import { linearFit } from './linear-fit.ts';

it('finds a line', () => {
  const fit = linearFit([-1, 0, 2, 5].map((x) => [x, 0.3 - 2 * x] as const));
  expect(fit?.intercept).toBeCloseTo(0.3, 12);
  expect(fit?.slope).toBeCloseTo(-2, 12);
  expect(fit?.correlation).toBeCloseTo(-1, 12);
});

// By hand: x̄ = 2, ȳ = 8/3, Sxx = 2, Sxy = 1, Syy = 14/3.
it('equals the formulas for scattered points', () => {
  const fit = linearFit([
    [1, 2],
    [2, 3],
    [3, 3],
  ]);
  expect(fit?.slope).toBeCloseTo(0.5, 12);
  expect(fit?.intercept).toBeCloseTo(5 / 3, 12);
  expect(fit?.correlation).toBeCloseTo(1 / Math.sqrt(2 * (2 / 3)), 12);
});

it.each([
  [
    'two points',
    [
      [0, 1],
      [1, 2],
    ],
  ],
  [
    'one x',
    [
      [1, 1],
      [1, 2],
      [1, 3],
    ],
  ],
] as [string, [number, number][]][])('is unknown for %s', (_, points) => {
  expect(linearFit(points)).toBeNull();
});

it('has no correlation where y never differs', () => {
  expect(
    linearFit([
      [0, 1],
      [1, 1],
      [2, 1],
    ]),
  ).toMatchObject({ slope: 0, correlation: 0 });
});

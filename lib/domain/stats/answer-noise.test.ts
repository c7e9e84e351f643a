import { expect, it } from 'vitest';
import { answerNoise } from './answer-noise.ts';
import { randomWords } from './random-words.ts';
import { normalQuantile } from './normal.ts';

it('splits noise from spread, by hand', () => {
  // Two examples, two answers a side; within variances 0.02, 0, 0.08, 0.
  const noise = answerNoise([
    { baseline: [0.4, 0.6], current: [0.5, 0.5], weight: 1 },
    { baseline: [0.3, 0.7], current: [0.9, 0.9], weight: 1 },
  ]);
  expect(noise?.baseline).toBeCloseTo((0.02 + 0.08) / 2, 12);
  expect(noise?.current).toBeCloseTo(0, 12);
  expect(noise?.fixed.se).toBeCloseTo(Math.sqrt(0.01 + 0.04) / 2, 12);
  // (0.05)² / (0.01² + 0.04²)
  expect(noise?.fixed.df).toBeCloseTo(0.0025 / 0.0017, 10);
  // Differences 0 and 0.4: variance 0.08, of which (0.01 + 0.04) / 2 is noise.
  expect(noise?.examples).toBeCloseTo(0.08 - 0.025, 12);
});

it('finds the parts that a simulation was made of', () => {
  const words = randomWords('noise');
  const normal = (sd: number) => sd * normalQuantile((words() + 0.5) / 2 ** 32);
  const pairs = Array.from({ length: 4_000 }, () => {
    const change = normal(0.06);
    return {
      baseline: Array.from({ length: 5 }, () => normal(0.1)),
      current: Array.from({ length: 3 }, () => change + normal(0.2)),
      weight: 2,
    };
  });
  const noise = answerNoise(pairs);
  expect(Math.sqrt(noise?.baseline ?? 0)).toBeCloseTo(0.1, 2);
  expect(Math.sqrt(noise?.current ?? 0)).toBeCloseTo(0.2, 2);
  expect(Math.sqrt(noise?.examples ?? 0)).toBeCloseTo(0.06, 1);
  expect(noise?.fixed.se).toBeCloseTo(Math.sqrt((0.01 / 5 + 0.04 / 3) / 4_000), 4);
});

it('is unknown where an example has one answer, or is alone', () => {
  expect(answerNoise([])).toBeNull();
  expect(answerNoise([{ baseline: [1, 0], current: [1, 0], weight: 1 }])).toBeNull();
  expect(
    answerNoise([
      { baseline: [1, 0], current: [1, 0], weight: 1 },
      { baseline: [1, 0], current: [1], weight: 1 },
    ]),
  ).toBeNull();
});

it('answers without any spread are no noise', () => {
  const same = { baseline: [0.5, 0.5], current: [0.5, 0.5], weight: 1 };
  expect(answerNoise([same, same])).toMatchObject({ baseline: 0, current: 0, examples: 0, fixed: { se: 0 } });
});

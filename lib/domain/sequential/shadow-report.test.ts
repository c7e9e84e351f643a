import { expect, it } from 'vitest';
import type { DecisionSettings } from './shadow-decision.ts';
import { follow, NEW_STREAM, streamReport, streamReportSchema } from './shadow-report.ts';

const SETTINGS: DecisionSettings = { margin: 0.05, alpha: 0.05, minSamples: 30, maxSamples: 400 };
const report = (deltas: readonly number[]) => {
  let stream = NEW_STREAM;
  for (const delta of deltas) stream = follow(stream, delta, SETTINGS);
  return streamReport(stream, SETTINGS);
};
const alternate = (a: number, b: number, n: number) =>
  Array.from({ length: n }, (_, index) => (index % 2 === 0 ? a : b));
const repeat = (delta: number, n: number) => new Array<number>(n).fill(delta);

it('says nothing of no samples', () => {
  expect(report([])).toEqual({
    decision: 'keep_going',
    decided_at_sample: null,
    samples: 0,
    mean_delta: null,
    sd_delta: null,
    interval: { low: -1, high: 1 },
    equal_answers: 0,
    wealth_limit: 20,
    promote: {
      hypothesis: 'the candidate is worse by 0.05 or more',
      wealth: 1,
      largest_wealth: 1,
      p_value: 1,
    },
    roll_back: { hypothesis: 'the candidate is not worse', wealth: 1, largest_wealth: 1, p_value: 1 },
    reason: '0 of at least 30 samples: too early to decide.',
  });
});

it.each([
  ['promote', repeat(0.4, 60), 30, 'After 30 samples a loss of 0.05 or more is ruled out (risk 0.05).'],
  [
    'roll_back',
    repeat(-0.4, 60),
    30,
    'After 30 samples it is shown that the candidate is worse (risk 0.05).',
  ],
  ['undecided', alternate(0.5, -0.54, 400), 400, 'After 400 samples, the most that are allowed'],
  ['keep_going', repeat(-0.02, 40), null, 'Nothing is shown yet after 40 samples; at most 400 are taken.'],
] as const)('%s', (word, deltas, n, reason) => {
  const result = report(deltas);
  expect(result.decision).toBe(word);
  expect(result.decided_at_sample).toBe(n);
  expect(result.reason).toContain(reason);
  const mean = result.mean_delta ?? NaN;
  expect(result.interval.low).toBeLessThan(mean);
  expect(result.interval.high).toBeGreaterThan(mean);
});

it('stays JSON when the evidence is overwhelming', () => {
  const result = report(repeat(1, 5_000));
  expect(result.promote.wealth).toBe(Number.MAX_VALUE);
  expect(streamReportSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
});

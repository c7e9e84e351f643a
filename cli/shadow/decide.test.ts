import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import vectors from '#lib/testing/vectors/statistics.json' with { type: 'json' };

const main = join(import.meta.dirname, '../main.ts');
const decide = (input: string, args: readonly string[] = []) =>
  spawnSync(process.execPath, [main, 'shadow', 'decide', ...args], { input, encoding: 'utf8' });
const lines = (deltas: readonly number[]) => deltas.map((delta) => JSON.stringify({ delta })).join('\n');

it('prints decision, sample, both wealths and the interval as JSON', () => {
  const { stdout, stderr, status } = decide(lines(new Array<number>(300).fill(0)), [
    '--json',
    '--margin',
    '0.05',
  ]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    decision: 'promote',
    decided_at_sample: 121,
    samples: 300,
    equal_answers: 300,
    wealth_limit: 20,
    roll_back: { wealth: 1 },
  });
});

it('follows the reference wealth of recorded differences', () => {
  const [row] = vectors.sequential.rows;
  const { stdout } = decide(lines(row?.deltas ?? []), ['--json']);
  const report = JSON.parse(stdout) as { roll_back: { wealth: number } };
  expect(Math.log(report.roll_back.wealth)).toBeCloseTo(row?.agrapa_log_wealth_H0_ge.at(-1) ?? NaN, 9);
});

it.each([
  ['a worse candidate', lines(new Array<number>(60).fill(-0.5)), 1, 'ROLL BACK. After 15 samples'],
  ['too few samples', lines([0.1]), 3, 'KEEP GOING. Nothing is shown yet after 1 samples'],
  ['no input', '', 3, 'KEEP GOING.'],
])('%s', (_, input, status, text) => {
  const result = decide(input);
  expect(result.status).toBe(status);
  expect(result.stdout).toContain(text);
});

it.each([
  [
    '{"delta":0.1}\nnope\n{"delta":2}\n{"delta":"x"}\n{}',
    [],
    [
      'standard input:2',
      'standard input:3: delta: expected a number from -1 to 1',
      'standard input:4: delta',
      'standard input:5: delta',
      "4 lines can't be used",
    ],
  ],
  ['', ['--margin', '1.5'], ['expected a number above 0 and below 1']],
  ['', ['--alpha', '0'], ['expected a number above 0 and below 0.5']],
  ['', ['--max-samples', '1.5'], ['expected a whole number']],
])('bad input %j %j is said and decides nothing', (input, args, messages) => {
  const { status, stdout, stderr } = decide(input, args);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  for (const message of messages) expect(stderr).toContain(message);
});

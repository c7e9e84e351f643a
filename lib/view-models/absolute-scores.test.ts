import { expect, it } from 'vitest';
import { makeVerdict } from '#lib/domain/gate/make-verdict.ts';
import { gateRun, rows, settingsWith } from '#lib/testing/gate-runs.ts';
import { prepareAbsolute } from './absolute-scores.ts';

it('holds scores against their thresholds, the lowest category first', () => {
  const run = gateRun({ good: rows(4, 0.9), low: rows(4, 0.71), at: rows(4, 0.72), none: rows(2, null) });
  const verdict = makeVerdict(run, { missing: 'there is none' }, settingsWith());
  expect(verdict.rule).toBe('absolute');
  expect(prepareAbsolute(verdict).map(({ name, scoreText, words }) => [name, scoreText, words])).toEqual([
    ['Overall', '0.7767', 'below'],
    ['None', '–', 'no score'],
    ['Low', '0.7100', 'below'],
    ['At', '0.7200', 'met'],
    ['Good', '0.9000', 'met'],
  ]);
});

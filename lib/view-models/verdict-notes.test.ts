import { describe, expect, it } from 'vitest';
import { simulatedVerdict } from '#lib/testing/verdicts.ts';
import { prepareNotes } from './verdict-notes.ts';

const verdict = simulatedVerdict();
const NO_CHECKS = { newly_failed: 0, newly_passed: 0, p_regression: null };

describe('prepareNotes', () => {
  it('is what the gate noted when there is nothing else', () => {
    expect(prepareNotes({ ...verdict, length: null, optional_checks: NO_CHECKS })).toEqual(verdict.notes);
  });

  it('counts checks that turned, with the chance of it', () => {
    const checks = { newly_failed: 1, newly_passed: 3, p_regression: 0.9375 };
    expect(prepareNotes({ notes: [], length: null, optional_checks: checks })).toEqual([
      'Checks that are not required: 1 example newly failed, 3 examples newly passed; by chance alone: p = 0.94.',
    ]);
  });

  it('tells the difference at equal length, once', () => {
    const length = { n: 20, delta: -0.02, adjusted_delta: -0.01, correlation: 0.4 };
    const [note = ''] = prepareNotes({ notes: [], length, optional_checks: NO_CHECKS });
    expect(note).toContain('−0.0200 as measured and −0.0100 at equal length (r = 0.40)');
    const said = ['The difference goes with the length of the answers (r = 0.40): …'];
    expect(prepareNotes({ notes: said, length, optional_checks: NO_CHECKS })).toEqual(said);
  });
});

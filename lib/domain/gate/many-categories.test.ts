import { describe, expect, it } from 'vitest';
import { gateRun, rows, settingsWith, type ScoreTable } from '#lib/testing/gate-runs.ts';
import { makeVerdict } from './make-verdict.ts';
import type { GateSettings } from './settings.ts';

const table = (prefix: string, count: number, score: number, examples = 1): ScoreTable =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${prefix}${n}`, rows(examples, score)]));
const kept = { kept: rows(1, 0.95) };

const reasonsOf = (current: ScoreTable, baseline: ScoreTable | null, changes: Partial<GateSettings> = {}) =>
  makeVerdict(
    gateRun(current),
    baseline ? gateRun(baseline) : { missing: 'No baseline was given.' },
    settingsWith(changes),
  ).reasons;

describe('thousands of categories', () => {
  it.each([
    [50, 50, 'c0 fell by 0.1000 (0.9500 → 0.8500), more than the allowed 0.05.'],
    [51, 51, '51 categories fell by more than the allowed 0.05; the first 50 of them follow.'],
    [3000, 51, '3000 categories fell by more than the allowed 0.05; the first 50 of them follow.'],
  ])('of %d that fell all are counted, and the first 50 named', (count, reasons, first) => {
    const found = reasonsOf(table('c', count, 0.85), table('c', count, 0.95));
    expect(found).toHaveLength(reasons);
    expect(found[0]).toBe(first);
  });

  it.each<[string, ScoreTable, ScoreTable | null, string]>([
    [
      'low without a baseline',
      { ...table('c', 60, 0.7), ...table('d', 500, 0.95) },
      null,
      '60 categories scored below the minimum of 0.72; the first 50 of them follow.',
    ],
    [
      'lost',
      kept,
      { ...kept, ...table('c', 60, 0.95) },
      '60 categories of the baseline have no score in the current run; the first 50 of them follow.',
    ],
    [
      'new and low',
      { ...table('a', 500, 0.95), ...table('c', 60, 0.7) },
      table('a', 500, 0.95),
      '60 new categories are below the minimum of 0.72; the first 50 of them follow.',
    ],
  ])('so it is for what is %s', (_, current, baseline, first) => {
    const found = reasonsOf(current, baseline);
    expect(found).toHaveLength(51);
    expect(found[0]).toBe(first);
  });

  it('and for what is told beside a pass', () => {
    const current = gateRun({ ...kept, ...table('c', 60, 0.95) });
    const { verdict, notes } = makeVerdict(current, gateRun(kept), settingsWith());
    expect(verdict).toBe('pass');
    expect(notes).toContain('60 new categories are at least 0.72; the first 50 of them follow.');
    expect(notes.filter((note) => note.includes('is new'))).toHaveLength(50);
  });

  it('and for drops that are more than noise', () => {
    const [before, now] = [table('c', 60, 0.95, 14), table('c', 60, 0.7, 14)];
    const found = reasonsOf(now, before, { rule: 'statistical' });
    expect(found).toHaveLength(52);
    expect(found[1]).toBe('60 categories fell, more than noise; the first 50 of them follow.');
  });

  it('signatures that differ in every weight tell the rest first', () => {
    const weights = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`c${n}`, 1]));
    const signature = { hash: 'one', category_weights: weights, judge_model: 'gpt-4.1' };
    const other = { hash: 'two', category_weights: {}, judge_model: 'gpt-5' };
    const verdict = makeVerdict(
      gateRun(kept, { signature: other }),
      gateRun(kept, { signature }),
      settingsWith(),
    );
    const [reason = ''] = verdict.reasons;
    expect(reason).toMatch(
      /signatures differ: judge_model \(gpt-4\.1 → gpt-5\); category_weights\.c0 .*; and 2981 more\.$/,
    );
    expect(reason.length).toBeLessThan(1_000);
    expect(verdict.evidence.signature_differences).toHaveLength(3001);
  });
});

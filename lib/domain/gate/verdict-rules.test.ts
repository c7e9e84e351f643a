import { describe, expect, it } from 'vitest';
import { gateRun, rows, settingsWith } from '#lib/testing/gate-runs.ts';
import type { GateExample, GateRun } from './gate-run.ts';
import { exitCodeOf, makeVerdict } from './make-verdict.ts';
import type { GateSettings } from './settings.ts';

const good = { a: rows(8, 0.9) };
const gate = (baseline: GateRun, current: GateRun, changes: Partial<GateSettings> = {}) =>
  makeVerdict(current, baseline, settingsWith(changes));

describe('runs that can not be compared', () => {
  const signature = { hash: 'one', judge_model: 'gpt-4.1', embedder: { model: 'x', layer: 5 } };
  const other = { hash: 'two', judge_model: 'gpt-5', embedder: { model: 'x', layer: 4 } };

  it('another signature is invalid, with what differs', () => {
    const verdict = gate(gateRun(good, { signature }), gateRun(good, { signature: other }));
    expect(verdict.verdict).toBe('invalid');
    expect(verdict.reasons).toEqual([
      'The runs are not comparable; their signatures differ: judge_model (gpt-4.1 → gpt-5); embedder.layer (5 → 4).',
    ]);
    expect(exitCodeOf(verdict)).toBe(3);
  });

  it('even when the scores would fail', () => {
    const bad = gateRun({ a: rows(8, 0.1) }, { signature: other });
    expect(gate(gateRun(good, { signature }), bad).verdict).toBe('invalid');
  });

  it('is compared when that is asked for, and said so', () => {
    const verdict = gate(gateRun(good, { signature }), gateRun(good, { signature: other }), {
      allow_incomparable: true,
    });
    expect(verdict.verdict).toBe('pass');
    expect(verdict.notes[0]).toContain('compared though their signatures differ: judge_model');
  });

  it('another text under the same id is no pair', () => {
    const change = (example: GateExample, index: number) =>
      index === 0 ? { ...example, prompt: 'Another' } : example;
    const verdict = gate(gateRun(good), gateRun(good, { signature: other, change }), {
      allow_incomparable: true,
    });
    expect(verdict.overall).toMatchObject({ n: 7, n_current: 8 });
    expect(verdict.notes.join('\n')).toContain('1 example of another text under the same id');
  });

  it.each(['current', 'baseline'] as const)('a void %s is invalid', (side) => {
    const isVoid = gateRun(good, { quality: 'void', reasons: ['the judge was fooled'] });
    const verdict = side === 'current' ? gate(gateRun(good), isVoid) : gate(isVoid, gateRun(good));
    expect(verdict.verdict).toBe('invalid');
    expect(verdict.reasons[0]).toContain('is void: the judge was fooled.');
  });

  it.each([
    ['no examples', {}, 'There are no examples.'],
    ['nothing scored', { a: rows(3, null) }, 'Nothing of the current run could be scored.'],
    ['no weight', { a: rows(3, 0.9) }, 'There is no overall score: every category weighs 0.'],
  ])('%s is invalid', (_, current, reason) => {
    const verdict = makeVerdict(
      gateRun(current, { weights: { a: 0 } }),
      { missing: 'No baseline was given.' },
      settingsWith(),
    );
    expect(verdict.verdict).toBe('invalid');
    expect(verdict.reasons).toContain(reason);
  });

  it.each(['threshold', 'statistical'] as const)('no common example is invalid (%s)', (rule) => {
    const change = (example: GateExample) => ({ ...example, id: `other ${example.id}` });
    const verdict = gate(gateRun(good), gateRun(good, { change }), { rule });
    expect(verdict.verdict).toBe('invalid');
  });
});

/** A run of one category in which example 0 has one required check, and its answers pass or not. */
const required = (passes: readonly boolean[], stable = 8) =>
  gateRun(
    { a: Array.from({ length: stable + 1 }, () => passes.map(() => 0.9)) },
    {
      change: (example, index) => ({
        ...example,
        answers: example.answers.map((answer, k) => ({
          ...answer,
          checks: [{ required: true, passed: index > 0 || (passes[k] ?? true) }],
        })),
      }),
    },
  );

describe('required checks', () => {
  it.each([
    ['passed, one answer fails', [true], [false], 'inconclusive'],
    ['passed, two of two fail', [true], [false, false], 'fail'],
    ['passed, one of two fails: not confirmed', [true], [false, true], 'pass'],
    ['passed, one of three fails', [true, true, true], [true, false, true], 'pass'],
    ['passed, two of three fail', [true, true, true], [true, false, false], 'fail'],
    ['passed, all fail', [true, true, true], [false, false, false], 'fail'],
    ['failed before', [false], [false, false, false], 'pass'],
    ['failed before now and then', [true, false, true], [false, false, false], 'pass'],
    ['passes again', [false, false], [true, true], 'pass'],
  ])('%s: %j → %j is %s', (_, before, now, expected) => {
    expect(gate(required(before), required(now)).verdict).toBe(expected);
  });

  it('one unconfirmed failure says how to confirm it', () => {
    expect(gate(required([true]), required([false])).reasons).toEqual([
      '1 example newly fail required checks or criteria, unconfirmed by a second answer: a-0. Confirm with: lrg score --repeats 3',
    ]);
  });

  it('is open where other prompts are as unstable', () => {
    const unstable = (run: GateRun, k: number): GateRun => ({
      ...run,
      examples: run.examples.map((example, index) => ({
        ...example,
        answers: example.answers.map((answer, repeat) =>
          index > 0 && repeat <= k ? { ...answer, checks: [{ required: true, passed: false }] } : answer,
        ),
      })),
    });
    const verdict = gate(
      unstable(required([true, true, true]), 0),
      unstable(required([false, false, true]), 0),
    );
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.reasons[0]).toContain('by chance: a-0.');
  });

  it('many at once need no second answer', () => {
    const all = (passed: boolean) =>
      gateRun(good, { change: (example) => withCheck(example, { required: true, passed }) });
    expect(gate(all(true), all(false)).reasons[0]).toContain('8 examples newly fail');
    expect(gate(all(true), all(false)).verdict).toBe('fail');
  });

  it.each([
    ['all_failures', 'fail'],
    ['new_failures', 'pass'],
    ['off', 'pass'],
  ] as const)('setting %s', (setting, expected) => {
    const failing = required([false, false]);
    expect(gate(failing, failing, { required: setting }).verdict).toBe(expected);
  });

  it('required criteria of the judge count like checks', () => {
    const judged = (isFailed: boolean) =>
      gateRun(
        { a: [[0.9, 0.9]] },
        {
          change: (example) => ({
            ...example,
            answers: example.answers.map((answer) => ({
              ...answer,
              checks: [{ required: true, passed: true }],
              judge: [
                { score: 0.9, judgement: {}, ...(isFailed ? { failed_required: ['safety'] } : {}) },
                { score: null, judgement: null },
              ],
            })),
          }),
        },
      );
    expect(gate(judged(false), judged(true)).verdict).toBe('fail');
    expect(gate(judged(true), judged(true)).verdict).toBe('pass');
  });
});

function withCheck(example: GateExample, check: { required: boolean; passed: boolean }): GateExample {
  return { ...example, answers: example.answers.map((answer) => ({ ...answer, checks: [check] })) };
}

describe('optional rules', () => {
  it.each([
    [0.95, 'pass'],
    [0.96, 'fail'],
    [null, 'pass'],
  ])('golden pass rate: 19 of 20 against %s', (least, expected) => {
    const run = gateRun({ a: [...rows(19, 0.9), ...rows(1, 0.5)] });
    const verdict = gate(run, run, { golden_pass_rate: least });
    expect(verdict.verdict).toBe(expected);
  });

  it('an example whose required check fails does not pass', () => {
    const run = required([false, false]);
    expect(gate(run, run, { golden_pass_rate: 0.95 }).reasons[0]).toContain('(8 of 9;');
  });

  it.each([
    [{ relevance: 4 }, 'pass'],
    [{ relevance: 4.01 }, 'fail'],
    [{ helpfulness: 3.5 }, 'inconclusive'],
  ])('criteria %j', (criteria, expected) => {
    const run = gateRun(good, { overall_metrics: { criteria: { relevance: { n: 8, mean: 4 } } } });
    expect(gate(run, run, { criteria }).verdict).toBe(expected);
  });
});

describe('failed answers and judgements', () => {
  const judged = (failed: number) =>
    gateRun(
      { a: rows(100, 0.9) },
      {
        change: (example, index) => ({
          ...example,
          answers: example.answers.map((answer) => ({
            ...answer,
            judge: [{ score: index < failed ? null : 0.9, judgement: {} }],
          })),
        }),
      },
    );

  it.each([
    [0, 6, 'pass'],
    [0, 7, 'fail'],
    [10, 7, 'pass'],
  ])('%i against %i of 100 judgements failed', (before, now, expected) => {
    expect(gate(judged(before), judged(now)).verdict).toBe(expected);
  });

  it('answers that failed more often fail, beside the lost coverage', () => {
    const current = gateRun({ a: [...rows(90, 0.9), ...rows(10, null)] });
    const verdict = gate(gateRun({ a: rows(100, 0.9) }), current);
    expect(verdict.verdict).toBe('fail');
    expect(verdict.reasons[0]).toContain('Answers failed more often than in the baseline (10 of 100');
    expect(verdict.notes.join('\n')).toContain('Lost coverage: 10 examples');
  });
});

it('checks that are not required are compared, and never decide', () => {
  const checked = (passed: boolean) =>
    gateRun(good, { change: (example) => withCheck(example, { required: false, passed }) });
  const verdict = gate(checked(true), checked(false));
  expect(verdict.optional_checks).toEqual({
    newly_failed: 8,
    newly_passed: 0,
    p_regression: expect.closeTo(1 / 256, 12) as number,
  });
  expect(verdict.verdict).toBe('pass');
});

it.each([
  ['require_human', 3],
  ['warn', 0],
  ['block', 1],
] as const)('inconclusive with %s exits with %i', (policy, code) => {
  const verdict = gate(required([true]), required([false]), { on_inconclusive: policy });
  expect(exitCodeOf(verdict)).toBe(code);
});

describe('length of answers', () => {
  /** Longer answers score higher: the gain of the current run is one of length alone. */
  const run = (side: 'baseline' | 'current', gain: number) =>
    gateRun(
      { a: Array.from({ length: 12 }, (_, i) => [side === 'baseline' ? 0.8 : 0.8 + gain + (i % 4) * 0.03]) },
      {
        run_id: side,
        change: (example, i) => ({
          ...example,
          answers: example.answers.map((answer) => ({
            ...answer,
            answer: 'x'.repeat(side === 'baseline' ? 100 : 100 * 2 ** ((i % 4) + 1)),
          })),
        }),
      },
    );

  it('is a warning when the difference turns round at equal length', () => {
    // delta = −0.02 + 0.03 · k, log2 of the ratio = k + 1: at equal length −0.05.
    const verdict = gate(run('baseline', 0), run('current', -0.02));
    expect(verdict.length?.delta).toBeCloseTo(0.025, 12);
    expect(verdict.length?.adjusted_delta).toBeCloseTo(-0.05, 12);
    expect(verdict.length?.correlation).toBeCloseTo(1, 12);
    expect(verdict.notes).toContain(
      'The difference goes with the length of the answers (r = 1.00): +0.0250 as measured, −0.0500 at equal length.',
    );
  });

  it('is only reported when it does not', () => {
    const verdict = gate(run('baseline', 0), run('current', 0.1));
    expect(verdict.length?.adjusted_delta).toBeCloseTo(0.07, 12);
    expect(verdict.notes.join('\n')).not.toContain('length of the answers');
  });

  it('can not be told where lengths never differ', () => {
    expect(gate(gateRun(good), gateRun(good)).length).toBeNull();
  });
});

it('says when both sides are the same run', () => {
  expect(gate(gateRun(good), gateRun(good)).notes).toContain('Both sides are the same run (run).');
});

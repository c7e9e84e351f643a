import { expect, it } from 'vitest';
import { rolloutPlanSchema } from '#lib/domain/rollout/plan.ts';
import { withFlags } from './plan-flags.ts';

it('puts flags before the plan of a file', () => {
  const file = { bake_minutes: 60, health: { alpha: 0.2, min_scores: 0 }, triggers: { broken: null } };
  const plan = withFlags(file, {
    ...{ alpha: '0.01', brokenLimit: '0.2', brokenAlpha: '1e-4', brokenMinErrors: '9' },
    ...{ sampleRatioAlpha: 'off', negativeFeedbackRatio: '3', negativeFeedbackMin: '50' },
  });
  expect(plan).toEqual({
    bake_minutes: 60,
    health: { alpha: 0.01, min_scores: 0 },
    triggers: { broken: { limit: 0.2, alpha: 0.000_1, min_errors: 9 } },
    sample_ratio: null,
    negative_feedback: { ratio: 3, min_feedback: 50 },
  });
  expect(rolloutPlanSchema.safeParse(plan).success).toBe(true);
  expect(file.triggers.broken).toBeNull();
});

it('changes nothing without flags', () => {
  expect(withFlags({ bake_minutes: 5 }, {})).toEqual({ bake_minutes: 5 });
});

it('switches checks off', () => {
  expect(withFlags({}, { brokenLimit: 'off', negativeFeedbackRatio: 'off' })).toEqual({
    triggers: { broken: null },
    negative_feedback: null,
  });
});

it.each([
  [{ alpha: '0.5' }, /^--alpha 0\.5: .*below 0\.5/],
  [{ alpha: 'off' }, /^--alpha off: expected a number$/],
  [{ alpha: '' }, /^--alpha : expected a number$/],
  [{ brokenLimit: 'none' }, /^--broken-limit none: expected a number, or off$/],
  [{ brokenLimit: '1' }, /^--broken-limit 1: .*below 1/],
  [{ brokenMinErrors: '1.5' }, /^--broken-min-errors 1\.5: expected a whole number/],
  [{ negativeFeedbackRatio: '1' }, /^--negative-feedback-ratio 1: expected a number above 1/],
  [
    { sampleRatioAlpha: 'off', brokenLimit: 'off', brokenAlpha: '0.01' },
    /^--broken-alpha 0\.01: --broken-limit off switches that check off$/,
  ],
])('refuses %j and names the flag', (options, message) => {
  expect(() => withFlags({}, options)).toThrow(message);
});

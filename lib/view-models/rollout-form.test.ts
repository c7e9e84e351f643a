import { describe, expect, it } from 'vitest';
import { startRolloutSchema } from '#lib/contracts/rollouts.ts';
import { rolloutPlanSchema } from '#lib/domain/rollout/plan.ts';
import { candidateVersions, readRolloutForm, rolloutFormOf, type RolloutForm } from './rollout-form.ts';

const defaults = rolloutPlanSchema.parse({});
const form = rolloutFormOf(defaults, 'gpt-new');
const withPlan = (plan: Record<string, string>): RolloutForm => ({
  ...form,
  plan: { ...form.plan, ...plan },
});

describe('readRolloutForm', () => {
  it('shows the defaults, and sends nothing of them', () => {
    expect(form.plan).toMatchObject({
      initial_percentage: '5',
      'health.max_error_rate_increase': '2',
      'triggers.error_rate.limit': '5',
      'triggers.latency.p99_ms': '10000',
    });
    const { request, errors, preview } = readRolloutForm(form, defaults);
    expect(errors).toEqual({});
    expect(request).toEqual({ candidate: { model: 'gpt-new', prompt: null }, plan: {} });
    expect(preview).toBe('5% → 15% → 25% → … → 95% → promoted; 5 h at least');
  });

  it('sends what was changed, in the plan’s own units', () => {
    const changed = withPlan({
      bake_minutes: ' 1,5 ',
      'health.max_error_rate_increase': '7 %',
      'triggers.latency.for_minutes': '3',
    });
    const { request } = readRolloutForm({ ...changed, reason: ' cheaper ' }, defaults);
    expect(request).toEqual({
      candidate: { model: 'gpt-new', prompt: null },
      plan: {
        bake_minutes: 1.5,
        health: { max_error_rate_increase: 0.07 },
        triggers: { latency: { for_minutes: 3 } },
      },
      reason: 'cheaper',
    });
    expect(startRolloutSchema.safeParse(request).success).toBe(true);
  });

  it('switches a trigger off where its limit is empty, whatever else stands there', () => {
    const { request } = readRolloutForm(
      withPlan({ 'triggers.quality.limit': '', 'triggers.quality.for_minutes': '7' }),
      defaults,
    );
    expect(request?.plan).toEqual({ triggers: { quality: null } });
  });

  it('sends how sure a decision must be, and switches checks off whose first field is empty', () => {
    expect(form.plan).toMatchObject({
      ...{ 'health.alpha': '5', 'sample_ratio.alpha': '0.1', 'triggers.broken.limit': '5' },
      ...{ 'triggers.broken.min_errors': '5', 'negative_feedback.ratio': '2' },
    });
    const { request } = readRolloutForm(
      withPlan({
        ...{ 'health.alpha': '1', 'sample_ratio.alpha': '', 'triggers.broken.limit': '20' },
        ...{ 'negative_feedback.ratio': '', 'negative_feedback.min_feedback': '7' },
      }),
      defaults,
    );
    expect(request?.plan).toEqual({
      health: { alpha: 0.01 },
      triggers: { broken: { limit: 0.2 } },
      sample_ratio: null,
      negative_feedback: null,
    });
    expect(rolloutPlanSchema.safeParse(request?.plan).success).toBe(true);
  });

  it('switches one on that is off by default, with the rest of its defaults', () => {
    const off = rolloutPlanSchema.parse({ triggers: { error_rate: null } });
    const start = rolloutFormOf(off, 'm');
    expect(start.plan['triggers.error_rate.limit']).toBe('');
    const changed = { ...start, plan: { ...start.plan, 'triggers.error_rate.limit': '7' } };
    expect(readRolloutForm(changed, off).request?.plan).toEqual({
      triggers: { error_rate: { limit: 0.07 } },
    });
  });

  it.each([
    ['bake_minutes', 'long', 'Expected a number'],
    ['bake_minutes', '', 'Expected a number'],
    ['bake_minutes', '0', 'Expected more than 0'],
    ['initial_percentage', '100', 'Expected less than 100'],
    ['max_bake_minutes', '10', 'expected at least bake_minutes'],
    ['health.min_requests', '1.5', 'Expected a whole number'],
    ['health.min_requests', '0', 'Expected at least 1'],
    ['health.alpha', '50', 'Expected less than 50%'],
    ['health.alpha', '', 'Expected a number'],
    ['sample_ratio.alpha', '0', 'Expected more than 0%'],
    ['negative_feedback.ratio', '1', 'Expected more than 1'],
    ['triggers.broken.limit', '100', 'Expected less than 100%'],
    ['triggers.error_rate.limit', '101', 'Expected at most 100%'],
  ])('refuses %s = %j at its field', (path, text, message) => {
    const { request, errors } = readRolloutForm(withPlan({ [path]: text }), defaults);
    expect(request).toBeNull();
    expect(Object.keys(errors)).toEqual([`plan.${path}`]);
    expect(errors[`plan.${path}`]).toBe(message);
  });

  it.each([
    [{ model: '' }, 'candidate.model'],
    [{ promptName: 'support' }, 'candidate.prompt.version'],
    [{ promptVersion: 'v2' }, 'candidate.prompt.name'],
    [{ reason: 'x' }, 'reason'],
  ])('refuses %j', (change, field) => {
    const { request, errors } = readRolloutForm({ ...form, ...change }, defaults);
    expect(request).toBeNull();
    expect(Object.keys(errors)).toEqual([field]);
  });

  it('takes a prompt version without a model', () => {
    const { request } = readRolloutForm(
      { ...form, model: '', promptName: 'support', promptVersion: 'support@0f3a9c77' },
      defaults,
    );
    expect(request?.candidate).toEqual({
      model: null,
      prompt: { name: 'support', version: 'support@0f3a9c77' },
    });
  });
});

describe('candidateVersions', () => {
  it('leaves out what production renders, and tells the others apart', () => {
    const actor = { id: 'u', kind: 'user', name: 'ada' } as const;
    const base = { created_at: '2026-11-21T08:00:00.000Z', created_by: actor, usage: null };
    const versions = [
      { ...base, version: 's@33333333', message: 'Shorter', aliases: ['candidate'] },
      { ...base, version: 's@22222222', message: null, aliases: ['prod'] },
      { ...base, version: 's@11111111', message: null, aliases: [] },
    ];
    const prompt = { name: 's', versions, usage_from: base.created_at, aliases: [], history: [] };
    expect(candidateVersions(prompt)).toEqual([
      { version: 's@33333333', label: 's@33333333 (candidate: Shorter)' },
      { version: 's@11111111', label: 's@11111111' },
    ]);
    expect(candidateVersions(undefined)).toEqual([]);
  });
});

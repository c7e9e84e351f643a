import { describe, expect, it } from 'vitest';
import { rolloutDetailOf, rolloutHealthOf } from '#lib/testing/rollouts.ts';
import { prepareRolloutHealth } from './rollout-health.ts';
import { prepareRolloutProgress } from './rollout-progress.ts';

describe('prepareRolloutHealth', () => {
  it('has each check with its figures, bounds and limit', () => {
    const view = prepareRolloutHealth(rolloutHealthOf(42));
    expect(view).toMatchObject({ title: 'Healthy', tone: 'positive', window: '30 min' });
    expect(view.checks[0]).toEqual({
      metric: 'Error rate',
      ...{ canary: '1%', canaryInterval: '0.2% to 6%', canaryN: '100 requests' },
      ...{ control: '1.2%', controlInterval: '0.5% to 2%', controlN: '1,900 requests' },
      ...{ limit: 'at most 3.2%', verdict: 'Good', tone: 'positive', reason: 'Errors.' },
    });
    expect(view.checks[1]).toMatchObject({ canary: '900 ms', canaryInterval: null, limit: 'at most 1.20 s' });
    // Bounds of nothing tell nothing.
    expect(view.checks[2]).toMatchObject({ canary: '–', canaryInterval: null, limit: 'at least 0.750' });
    expect(view.sampleRatio?.text).toBe(
      '15 of 100 users of this step got the candidate; 15% were planned (p = 1.00).',
    );
  });

  it('says which trigger fires', () => {
    const view = prepareRolloutHealth(rolloutHealthOf(42, true));
    expect(view.tone).toBe('negative');
    expect(view.triggers).toEqual([
      {
        ...{
          name: 'Error rate, sustained',
          value: '21%',
          limit: 'above 5%',
          n: '40 requests',
          window: '5 min',
        },
        ...{ isFiring: true, reason: 'Errors over five minutes.' },
      },
      expect.objectContaining({ value: '–', limit: 'below 0.700', n: '0 judged answers', isFiring: false }),
    ]);
  });

  it.each([
    [0.0004, 'p < 0.001'],
    [0.0123, 'p = 0.012'],
    [0.5, 'p = 0.50'],
  ])('a probability of %f reads %s', (p, text) => {
    const health = rolloutHealthOf(42);
    const ratio = { canary: 1, control: 99, planned: 0.15, p_value: p, is_mismatch: true };
    expect(prepareRolloutHealth({ ...health, sample_ratio: ratio }).sampleRatio?.text).toContain(text);
    expect(prepareRolloutHealth({ ...health, sample_ratio: null }).sampleRatio).toBeNull();
  });
});

describe('prepareRolloutProgress', () => {
  it('tells how far the bake is and what comes next', () => {
    const progress = prepareRolloutProgress(rolloutDetailOf());
    expect(progress).toMatchObject({
      ...{ step: 'step 2 of 10', percentage: '15%', share: 0.4, words: '12 min of 30 min baked' },
      ...{ next: 'Then, if it is healthy: 25% of traffic.', elapsed: '42 min of at most 48 h' },
    });
    expect(progress.steps.slice(0, 3).map(({ state }) => state)).toEqual(['done', 'now', 'ahead']);
  });

  it('waits for evidence when the bake time is over', () => {
    const progress = prepareRolloutProgress(rolloutDetailOf({ baked_minutes: 45, step: 9 }));
    expect(progress.share).toBe(1);
    expect(progress.words).toMatch(/is over; this step may go on until 2 h/);
    expect(progress.next).toMatch(/the promotion\. Undecided after 2 h: back to production/);
  });

  it('says that a pause stops the clock', () => {
    expect(prepareRolloutProgress(rolloutDetailOf({ status: 'paused' })).next).toMatch(/stands still/);
  });
});

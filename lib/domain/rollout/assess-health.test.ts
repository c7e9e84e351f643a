import { describe, expect, it } from 'vitest';
import { minuteAt, minutesAlike, type MinuteOptions } from '#lib/testing/rollout-minutes.ts';
import { assessHealth } from './assess-health.ts';
import type { ArmMinute, HealthReport } from './health-report.ts';
import { rolloutPlanSchema } from './plan.ts';
import { startRollout } from './transition.ts';

const START = Date.UTC(2026, 0, 5, 12, 0, 0);
const MINUTE = 60_000;
const scores = (value: number, n = 5): number[] => Array.from({ length: n }, () => value);

interface Scene {
  plan?: unknown;
  canary: readonly ArmMinute[];
  control?: readonly ArmMinute[];
  minutes?: number;
  units?: { canary: number; control: number } | null;
}

function look({ plan: changes = {}, canary, control, minutes = 10, units = null }: Scene): HealthReport {
  const plan = rolloutPlanSchema.parse(changes);
  const { state } = startRollout(plan, START, 'a test');
  return assessHealth(plan, state, {
    nowMs: START + minutes * MINUTE,
    canary,
    control: control ?? minutesAlike(START, minutes, { requests: 600, scores: scores(0.9) }),
    units,
  });
}

const checkOf = ({ checks }: HealthReport, metric: string) => checks.find((item) => item.metric === metric);
const triggerOf = ({ triggers }: HealthReport, name: string) => triggers.find((item) => item.name === name);

describe('the candidate against control', () => {
  it('is healthy when it does the same', () => {
    const report = look({ canary: minutesAlike(START, 10, { scores: scores(0.9) }) });
    expect(report.verdict).toBe('healthy');
    expect(report.checks.map(({ verdict }) => verdict)).toEqual(['good', 'good', 'good']);
    expect(report.triggers.filter(({ isFiring }) => isFiring)).toEqual([]);
  });

  it.each([
    ['requests', { requests: 4, scores: scores(0.9) }, 'error_rate'],
    ['judged answers', { scores: [] }, 'quality'],
  ] as const)('says what is missing while there are too few %s', (_, options, metric) => {
    const report = look({ canary: minutesAlike(START, 10, options) });
    expect(report.verdict).toBe('not_enough_data');
    expect(checkOf(report, metric)).toMatchObject({ verdict: 'not_enough_data' });
  });

  it('asks for as much of control, which is the smaller side late in a rollout', () => {
    const report = look({
      canary: minutesAlike(START, 10, { scores: scores(0.9) }),
      control: minutesAlike(START, 10, { requests: 4, scores: scores(0.9) }),
    });
    expect(checkOf(report, 'error_rate')?.reason).toBe(
      '600 requests of the candidate and 40 of control; 50 of each are needed.',
    );
  });

  it('needs no judged answers where the plan asks for none', () => {
    const report = look({ plan: { health: { min_scores: 0 } }, canary: minutesAlike(START, 10) });
    expect(report.checks.map(({ metric }) => metric)).toEqual(['error_rate', 'latency']);
    expect(report.verdict).toBe('healthy');
  });

  it.each<[string, MinuteOptions, string, 'unclear' | 'bad']>([
    ['4% errors of 60', { requests: 6, scores: scores(0.9) }, 'error_rate', 'unclear'],
    ['30% errors of 600', { errors: 18, scores: scores(0.9) }, 'error_rate', 'bad'],
    ['latencies of twice control', { latencyMs: 200, scores: scores(0.9) }, 'latency', 'bad'],
    ['a mean score of 0.5 instead of 0.9', { scores: scores(0.5, 30) }, 'quality', 'bad'],
    ['a mean score of 0.84 instead of 0.9', { scores: scores(0.84, 2) }, 'quality', 'unclear'],
  ])('%s', (name, options, metric, verdict) => {
    const canary = minutesAlike(START, 10, options);
    if (name.startsWith('4%'))
      canary.splice(0, 1, minuteAt(START, 0, { requests: 6, errors: 3, scores: scores(0.9) }));
    const report = look({
      canary,
      control: minutesAlike(START, 10, { requests: 600, scores: scores(0.9, 30) }),
    });
    expect(checkOf(report, metric)).toMatchObject({ verdict });
    expect(report.verdict).toBe(verdict === 'bad' ? 'unhealthy' : 'not_enough_data');
  });

  it('lets errors that control has too pass', () => {
    const report = look({
      plan: { triggers: { broken: null, error_rate: null } },
      canary: minutesAlike(START, 10, { errors: 18, scores: scores(0.9) }),
      control: minutesAlike(START, 10, { requests: 600, errors: 180, scores: scores(0.9) }),
    });
    expect(report.verdict).toBe('healthy');
  });

  it('takes the step alone, not what was before', () => {
    const plan = rolloutPlanSchema.parse({});
    const { state } = startRollout(plan, START, 'a test');
    const report = assessHealth(
      plan,
      { ...state, stepStartedMs: START + 5 * MINUTE },
      {
        nowMs: START + 10 * MINUTE - 1,
        canary: minutesAlike(START, 10),
        control: minutesAlike(START, 10),
        units: null,
      },
    );
    expect(checkOf(report, 'error_rate')?.canaryN).toBe(300);
    expect(report.fromMs).toBe(START + 5 * MINUTE);
  });
});

describe('triggers', () => {
  it('knows a broken candidate after five failures', () => {
    const failing = (n: number) => [minuteAt(START, 0, { requests: n, errors: n, firstErrorMs: START + 7 })];
    expect(triggerOf(look({ canary: failing(4) }), 'broken')?.isFiring).toBe(false);
    expect(triggerOf(look({ canary: failing(5) }), 'broken')).toMatchObject({
      ...{ isFiring: true, value: 1, n: 5, firstBadMs: START + 7 },
      reason: '5 of 5 requests failed: if at most 5.0% did, that would be less likely than 0.001.',
    });
  });

  it('knows one that breaks after a long good time', () => {
    const canary = [
      ...minutesAlike(START, 25, { requests: 1_000 }),
      minuteAt(START, 25, { requests: 10, errors: 10 }),
    ];
    expect(triggerOf(look({ canary, minutes: 26 }), 'broken')).toMatchObject({ isFiring: false });
    canary.push(...[26, 27, 28, 29].map((i) => minuteAt(START, i, { requests: 10, errors: 10 })));
    expect(triggerOf(look({ canary, minutes: 30 }), 'broken')).toMatchObject({ isFiring: true, n: 40 });
  });

  it.each([
    ['over the limit all the time', [6, 6, 6, 6, 6], true],
    ['at the limit exactly', [3, 3, 3, 3, 3], false],
    ['one bad minute', [0, 0, 30, 0, 0], false],
    ['bad in the second half alone', [0, 0, 0, 30, 30], false],
  ] as const)('error rate: %s', (_, errors, isFiring) => {
    const canary = errors.map((n, index) => minuteAt(START, index, { errors: n }));
    const report = look({ plan: { triggers: { broken: null } }, canary, minutes: 5 });
    expect(triggerOf(report, 'error_rate')).toMatchObject({ isFiring, n: 300 });
  });

  it('needs enough requests', () => {
    const canary = minutesAlike(START, 5, { requests: 3, errors: 3 });
    const report = look({ plan: { triggers: { broken: null } }, canary, minutes: 5 });
    expect(triggerOf(report, 'error_rate')).toMatchObject({
      ...{ isFiring: false, value: null },
      reason: '15 requests in 5 min; 20 are needed.',
    });
  });

  it('finds the first bad request before the window, as far as the trouble reaches back', () => {
    const canary = [0, 0, 9, 9, 9, 9, 9, 9].map((errors, index) => minuteAt(START, index, { errors }));
    const report = look({ plan: { triggers: { broken: null } }, canary, minutes: 8 });
    expect(triggerOf(report, 'error_rate')?.firstBadMs).toBe(START + 2 * MINUTE + 1_000);
  });

  it.each([
    ['all slow', 12_000, true],
    ['all within the limit', 9_000, false],
  ] as const)('latency: %s', (_, latencyMs, isFiring) => {
    const canary = minutesAlike(START, 10, { latencyMs, firstSlowMs: START + 5 });
    expect(triggerOf(look({ canary }), 'latency')).toMatchObject({
      isFiring,
      firstBadMs: isFiring ? START + 5 : null,
    });
  });

  it('quality: a mean below 3.5 of 5, judged in both halves', () => {
    const canary = minutesAlike(START, 30, { scores: [0.6] });
    expect(triggerOf(look({ canary, minutes: 30 }), 'quality')).toMatchObject({ isFiring: true, n: 30 });
    const late = minutesAlike(START, 30).map((minute, index) =>
      index < 15 ? minute : minuteAt(START, index, { scores: [0.6, 0.6] }),
    );
    expect(triggerOf(look({ canary: late, minutes: 30 }), 'quality')).toMatchObject({ isFiring: false });
  });

  it('can be switched off one by one', () => {
    const triggers = { broken: null, error_rate: null, latency: null, quality: null };
    expect(look({ plan: { triggers }, canary: minutesAlike(START, 10) }).triggers).toEqual([]);
  });
});

describe('sample ratio', () => {
  it.each([
    ['as planned', { canary: 50, control: 950 }, false],
    ['far too many', { canary: 150, control: 850 }, true],
    ['none at all', { canary: 0, control: 1_000 }, true],
    ['nobody yet', { canary: 0, control: 0 }, false],
  ] as const)('%s', (_, units, isMismatch) => {
    expect(look({ canary: [], units }).sampleRatio).toMatchObject({ ...units, planned: 0.05, isMismatch });
  });

  it('says nothing when users were not counted, or the check is off', () => {
    expect(look({ canary: [] }).sampleRatio).toBeNull();
    const units = { canary: 0, control: 1_000 };
    expect(look({ canary: [], units, plan: { sample_ratio: null } }).sampleRatio).toBeNull();
  });
});

describe('negative feedback', () => {
  it.each([
    ['twice control', 8, 4, true],
    ['less than twice', 7, 4, false],
    ['none', 0, 0, false],
    ['some where control has none', 1, 0, true],
  ])('%s', (_, negative, normal, isFlagged) => {
    const report = look({
      canary: minutesAlike(START, 10, { feedback: 4 }).map((minute, index) =>
        index === 0 ? minuteAt(START, 0, { feedback: 4, negative }) : minute,
      ),
      control: [minuteAt(START, 0, { feedback: 40, negative: normal })],
    });
    expect(report.flags.map(({ name }) => name)).toEqual(isFlagged ? ['negative_feedback'] : []);
  });
});

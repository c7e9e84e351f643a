import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HealthReport } from './health-report.ts';
import { rolloutPlanSchema, stepsOf } from './plan.ts';
import { ROLLOUT_STATUSES, type RolloutCommand, type RolloutState } from './state.ts';
import { startRollout, transition } from './transition.ts';

const START = Date.UTC(2026, 0, 5, 12, 0, 0);
const MINUTE = 60_000;
const plan = rolloutPlanSchema.parse({});

const quiet: HealthReport = {
  ...{ atMs: START, fromMs: START, checks: [], triggers: [], sampleRatio: null, flags: [] },
  ...{ verdict: 'healthy', reason: 'All is well.' },
};
const check = (changes: Partial<HealthReport> = {}): RolloutCommand => ({
  kind: 'check',
  report: { ...quiet, ...changes },
});
const unknown = check({ verdict: 'not_enough_data', reason: 'Too few.' });
const firing = check({
  triggers: [
    {
      ...{ name: 'error_rate', value: 0.2, limit: 0.05, n: 100, windowMinutes: 5, isFiring: true },
      ...{ firstBadMs: START + 5, reason: 'Too many errors.' },
    },
  ],
});
const mismatch = check({
  sampleRatio: { canary: 90, control: 10, planned: 0.05, pValue: 1e-9, isMismatch: true },
});
const flagged = check({ flags: [{ name: 'negative_feedback', reason: 'Not content.' }] });
const by = (kind: 'pause' | 'resume' | 'abort' | 'promote'): RolloutCommand => ({ kind, reason: 'because' });

const fresh = startRollout(plan, START, 'a test').state;
const baked = (minutes: number, changes: Partial<RolloutState> = {}): RolloutState => ({
  ...fresh,
  bakedMs: minutes * MINUTE,
  elapsedMs: minutes * MINUTE,
  lastSeenMs: START + minutes * MINUTE,
  ...changes,
});

describe('stepsOf', () => {
  it('rises from 5 by 10, and leaves 100 to the promotion', () => {
    expect(stepsOf(plan)).toEqual([5, 15, 25, 35, 45, 55, 65, 75, 85, 95]);
    expect(stepsOf(rolloutPlanSchema.parse({ initial_percentage: 50, step_percentage: 50 }))).toEqual([50]);
    expect(stepsOf(rolloutPlanSchema.parse({ initial_percentage: 0.1, step_percentage: 0.1 }))).toHaveLength(
      999,
    );
  });
});

describe('transition', () => {
  const last = stepsOf(plan).length - 1;
  const paused = { status: 'paused' } as const;

  // What is, what happens, what becomes of it.
  it.each<[string, RolloutState, RolloutCommand, string | null, Partial<RolloutState>]>([
    ['bakes', baked(10), check(), null, { status: 'running', percentage: 5, bakedMs: 10 * MINUTE }],
    ['advances when baked', baked(30), check(), 'advanced', { step: 1, percentage: 15, bakedMs: 0 }],
    [
      'promotes after its last step',
      baked(30, { step: last, percentage: 95 }),
      check(),
      'promoted',
      { status: 'promoted', percentage: 100 },
    ],
    ['goes on without enough data', baked(30), unknown, 'extended', { isExtended: true, percentage: 5 }],
    ['says so once', baked(40, { isExtended: true }), unknown, null, { isExtended: true }],
    ['gives up at last', baked(120, { isExtended: true }), unknown, 'rolled_back', { percentage: 0 }],
    [
      'advances when data come late',
      baked(90, { isExtended: true }),
      check(),
      'advanced',
      { isExtended: false, percentage: 15 },
    ],
    ['rolls back at once when unhealthy', baked(1), check({ verdict: 'unhealthy' }), 'rolled_back', {}],
    ['rolls back when a trigger fires', baked(1), firing, 'rolled_back', { status: 'rolled_back' }],
    ['so also while paused', baked(1, paused), firing, 'rolled_back', { percentage: 0 }],
    [
      'is over when it takes too long',
      baked(10, { elapsedMs: 2_880 * MINUTE }),
      check(),
      'rolled_back',
      { status: 'rolled_back' },
    ],
    [
      'pauses when users are split oddly',
      baked(10),
      mismatch,
      'paused',
      { ...paused, percentage: 5, flags: ['sample_ratio'] },
    ],
    [
      'goes on after a person has seen the split',
      baked(30, { flags: ['sample_ratio'] }),
      mismatch,
      'advanced',
      { flags: [] },
    ],
    ['flags bad feedback', baked(10), flagged, 'flagged', { flags: ['negative_feedback'] }],
    ['flags it once', baked(10, { flags: ['negative_feedback'] }), flagged, null, {}],
    ['doesn’t advance while paused', baked(60, paused), check(), null, { ...paused, percentage: 5 }],
    ['is paused by hand', baked(3), by('pause'), 'paused', paused],
    ['is resumed by hand', baked(3, paused), by('resume'), 'resumed', { status: 'running' }],
    ['is aborted by hand', baked(3), by('abort'), 'aborted', { status: 'aborted', percentage: 0 }],
    ['is promoted by hand', baked(3, paused), by('promote'), 'promoted', { percentage: 100 }],
  ])('%s', (_, state, command, event, expected) => {
    const next = transition(plan, state, command, state.lastSeenMs);
    expect(next.event?.kind ?? null).toBe(event);
    expect(next.state).toMatchObject(expected);
    expect(next.refusal).toBeNull();
  });

  it.each([
    ['pause', 'paused', 'the rollout is paused already'],
    ['resume', 'running', 'the rollout is running already'],
    ['abort', 'promoted', 'the rollout has ended (promoted)'],
    ['promote', 'rolled_back', 'the rollout has ended (rolled_back)'],
    ['resume', 'aborted', 'the rollout has ended (aborted)'],
  ] as const)('refuses to %s what is %s', (kind, status, refusal) => {
    const state = baked(3, { status });
    expect(transition(plan, state, by(kind), START)).toEqual({ state, event: null, refusal });
  });

  it('carries what the history needs', () => {
    expect(transition(plan, baked(2), firing, START + 2 * MINUTE).event).toEqual({
      ...{ kind: 'rolled_back', cause: 'error_rate', from: 'running', to: 'rolled_back' },
      ...{ percentageBefore: 5, percentageAfter: 0, reason: 'Too many errors.', firstBadMs: START + 5 },
    });
  });

  it('counts the time between checks, at most a minute of it, and none of a pause or of a clock that was set back', () => {
    const at = (state: RolloutState, ms: number, command = check()) =>
      transition(plan, state, command, ms).state;
    const ten = at(fresh, START + 10_000);
    expect(ten.bakedMs).toBe(10_000);
    const later = at(ten, START + 86_400_000);
    expect(later.bakedMs).toBe(70_000);
    const back = at(later, START);
    expect(back).toMatchObject({ bakedMs: 70_000, lastSeenMs: START });
    const resting = at(at(back, START, by('pause')), START + 30_000);
    const going = at(at(resting, START + 40_000, by('resume')), START + 45_000);
    expect(going.bakedMs).toBe(75_000);
  });

  it('ends a steady good rollout in exactly its bake times, each step once', () => {
    const seen: number[] = [];
    let state = fresh;
    let nowMs = START;
    for (let i = 0; i < 10_000 && state.status === 'running'; i += 1) {
      nowMs += 10_000;
      const next = transition(plan, state, check(), nowMs);
      if (next.event) seen.push(next.event.percentageAfter);
      state = next.state;
    }
    expect(seen).toEqual([15, 25, 35, 45, 55, 65, 75, 85, 95, 100]);
    expect(nowMs - START).toBe(10 * 30 * MINUTE);
  });

  const commands = fc.constantFrom(
    ...[check(), unknown, firing, mismatch, flagged, by('pause'), by('resume'), by('abort'), by('promote')],
  );
  const steps = fc.array(fc.tuple(commands, fc.integer({ min: -7_200_000, max: 7_200_000 })), {
    maxLength: 80,
  });

  it('whatever happens: ends stay ends, the share follows the plan, time never runs backwards', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        let state = fresh;
        let nowMs = START;
        for (const [command, waitMs] of sequence) {
          nowMs += waitMs;
          const { state: next, event, refusal } = transition(plan, state, command, nowMs);
          expect(ROLLOUT_STATUSES).toContain(next.status);
          if (state.status !== 'running' && state.status !== 'paused') expect(next).toEqual(state);
          if (refusal !== null) expect(next).toEqual(state);
          const active = next.status === 'running' || next.status === 'paused';
          const expected = active
            ? (stepsOf(plan)[next.step] ?? NaN)
            : { promoted: 100, rolled_back: 0, aborted: 0, running: NaN, paused: NaN }[next.status];
          expect(next.percentage).toBe(expected);
          expect(next.elapsedMs).toBeGreaterThanOrEqual(state.elapsedMs);
          expect(next.step - state.step).toBeLessThanOrEqual(1);
          if (next.status !== state.status || next.step !== state.step) expect(event).not.toBeNull();
          state = next;
        }
      }),
    );
  });
});

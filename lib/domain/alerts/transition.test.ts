import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ALERT_STATUSES,
  NEW_ALERT_STATE,
  type AlertEvent,
  type AlertState,
  type AlertTiming,
} from './state.ts';
import { transition } from './transition.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 21, 12);

const TIMING: AlertTiming = {
  comparison: 'below',
  threshold: 0.72,
  hysteresis: 0.02,
  forMs: 0,
  cooldownMs: HOUR,
  renotifyMs: 4 * HOUR,
  staleMs: 30 * MINUTE,
};
const SUSTAINED = { ...TIMING, forMs: 5 * MINUTE };

const state = (change: Partial<AlertState>): AlertState => ({
  ...NEW_ALERT_STATE,
  sinceMs: NOW - 2 * HOUR,
  lastSeenMs: NOW - MINUTE,
  ...change,
});
const told = (hoursAgo: number) => ({ isTold: true, lastNotifiedMs: NOW - hoursAgo * HOUR });

type Row = [
  name: string,
  from: AlertState,
  value: number | null,
  extra: { timing?: AlertTiming; isQuiet?: boolean },
  to: AlertState['status'],
  event: string | null,
];

/** Every transition by name; the event is written as kind, outcome, reason. */
const TABLE: Row[] = [
  ['a healthy value stays ok', state({}), 0.9, {}, 'ok', null],
  ['the threshold itself is ok', state({}), 0.72, {}, 'ok', null],
  ['floating point noise is ok', state({}), 0.72 - 1e-12, {}, 'ok', null],
  ['a wrong value fires', state({}), 0.7, {}, 'firing', 'firing sent due'],
  ['a value that is no number fires', state({}), NaN, {}, 'firing', 'firing sent due'],
  [
    'a wrong value waits to be sustained',
    state({}),
    0.7,
    { timing: SUSTAINED },
    'pending',
    'pending not_sent not_sustained',
  ],
  [
    'pending goes on waiting',
    state({ status: 'pending', breachMs: 3 * MINUTE }),
    0.7,
    { timing: SUSTAINED },
    'pending',
    null,
  ],
  [
    'sustained long enough, it fires',
    state({ status: 'pending', breachMs: 4 * MINUTE }),
    0.7,
    { timing: SUSTAINED },
    'firing',
    'firing sent due',
  ],
  [
    'pending that recovers is ok',
    state({ status: 'pending', breachMs: 4 * MINUTE }),
    0.8,
    { timing: SUSTAINED },
    'ok',
    'ok not_sent never_told',
  ],
  [
    'pending without data has no data',
    state({ status: 'pending' }),
    null,
    { timing: SUSTAINED },
    'no_data',
    'no_data not_sent never_told',
  ],
  ['firing goes on without a word', state({ status: 'firing', ...told(2) }), 0.7, {}, 'firing', null],
  [
    'firing is told again after the repetition',
    state({ status: 'firing', ...told(4) }),
    0.7,
    {},
    'firing',
    'renotify sent due',
  ],
  [
    'a repetition waits for the cooldown',
    state({ status: 'firing', ...told(0.5) }),
    0.7,
    { timing: { ...TIMING, renotifyMs: MINUTE } },
    'firing',
    null,
  ],
  [
    'without repetition it is told once',
    state({ status: 'firing', ...told(99) }),
    0.7,
    { timing: { ...TIMING, renotifyMs: null } },
    'firing',
    null,
  ],
  ['hysteresis keeps it firing', state({ status: 'firing', ...told(2) }), 0.73, {}, 'firing', null],
  [
    'past the hysteresis it is resolved',
    state({ status: 'firing', ...told(2) }),
    0.74,
    {},
    'ok',
    'resolved sent due',
  ],
  [
    'resolved within the cooldown is held back',
    state({ status: 'firing', ...told(0.5) }),
    0.9,
    {},
    'ok',
    'resolved held_back cooldown',
  ],
  [
    'resolved is released after the cooldown',
    state({ status: 'ok', ...told(1) }),
    0.9,
    {},
    'ok',
    'resolved sent released',
  ],
  [
    'firing again before the end was told says nothing new',
    state({ status: 'ok', ...told(0.5) }),
    0.7,
    {},
    'firing',
    'firing not_sent already_told',
  ],
  [
    'firing again within the cooldown is held back',
    state({ status: 'ok', isTold: false, lastNotifiedMs: NOW - HOUR / 2 }),
    0.7,
    {},
    'firing',
    'firing held_back cooldown',
  ],
  [
    'what was held back is told when the cooldown is over',
    state({ status: 'firing', isTold: false, lastNotifiedMs: NOW - HOUR }),
    0.7,
    {},
    'firing',
    'firing sent released',
  ],
  ['quiet hours hold back', state({}), 0.7, { isQuiet: true }, 'firing', 'firing held_back quiet_hours'],
  ['quiet hours hold back once', state({ status: 'firing' }), 0.7, { isQuiet: true }, 'firing', null],
  ['when they end, it is told', state({ status: 'firing' }), 0.7, {}, 'firing', 'firing sent released'],
  [
    'what ended in quiet hours is never told',
    state({ status: 'firing' }),
    0.9,
    { isQuiet: true },
    'ok',
    'resolved not_sent never_told',
  ],
  [
    'the end of a told alert waits for quiet hours',
    state({ status: 'firing', ...told(2) }),
    0.9,
    { isQuiet: true },
    'ok',
    'resolved held_back quiet_hours',
  ],
  ['before the first value there is nothing to note', NEW_ALERT_STATE, null, {}, 'no_data', null],
  ['nor while none comes', state({ status: 'no_data', sinceMs: null }), null, {}, 'no_data', null],
  ['nor with a first value that is right', state({ status: 'no_data', sinceMs: null }), 0.9, {}, 'ok', null],
  [
    'a first value that is wrong fires',
    state({ status: 'no_data', sinceMs: null }),
    0.7,
    {},
    'firing',
    'firing sent due',
  ],
  [
    'a first value that is wrong waits to be sustained',
    state({ status: 'no_data', sinceMs: null }),
    0.7,
    { timing: SUSTAINED },
    'pending',
    'pending not_sent not_sustained',
  ],
  ['missing data are noted', state({}), null, {}, 'no_data', 'no_data not_sent never_told'],
  ['and noted once', state({ status: 'no_data' }), null, {}, 'no_data', null],
  ['data come back', state({ status: 'no_data' }), 0.9, {}, 'ok', 'ok not_sent never_told'],
  ['data come back wrong', state({ status: 'no_data' }), 0.7, {}, 'firing', 'firing sent due'],
  [
    'firing stays while data are missing for a moment',
    state({ status: 'firing', ...told(2) }),
    null,
    {},
    'firing',
    null,
  ],
  [
    'firing without data for long is over, and told',
    state({ status: 'firing', silentMs: 29 * MINUTE, ...told(2) }),
    null,
    {},
    'no_data',
    'no_data sent due',
  ],
  [
    'data that come back well end what was told',
    state({ status: 'no_data', ...told(0.9) }),
    0.9,
    {},
    'ok',
    'resolved held_back cooldown',
  ],
];

const words = (event: AlertEvent | null) => event && `${event.kind} ${event.outcome} ${event.reason}`;

describe('transition', () => {
  it.each(TABLE)('%s', (_, from, value, { timing = TIMING, isQuiet = false }, to, event) => {
    const outcome = transition(from, { value }, timing, NOW, isQuiet);
    expect([outcome.state.status, words(outcome.event)]).toEqual([to, event]);
    if (outcome.event) expect([outcome.event.from, outcome.event.to]).toEqual([from.status, to]);
    expect(outcome.state.lastSeenMs).toBe(NOW);
    if (outcome.event?.outcome === 'sent') {
      expect(outcome.state).toMatchObject({ lastNotifiedMs: NOW, isTold: to === 'firing' });
    }
  });

  it('looks the other way for rules of the kind "above"', () => {
    const above: AlertTiming = { ...TIMING, comparison: 'above', threshold: 2_000, hysteresis: 200 };
    const status = (from: AlertState, value: number) => transition(from, { value }, above, NOW).state.status;
    expect(status(state({}), 2_000)).toBe('ok');
    expect(status(state({}), 2_001)).toBe('firing');
    expect(status(state({ status: 'firing' }), 1_801)).toBe('firing');
    expect(status(state({ status: 'firing' }), 1_800)).toBe('ok');
  });

  it('does not take a pause of the process for a sustained breach', () => {
    const slow = { ...TIMING, forMs: HOUR };
    const pending = state({ status: 'pending', lastSeenMs: NOW - 24 * HOUR });
    expect(transition(pending, { value: 0.1 }, slow, NOW).state).toMatchObject({
      status: 'pending',
      breachMs: 10 * MINUTE,
    });
  });

  it('speaks again an hour after a clock was set back by years', () => {
    const far = state({ status: 'firing', isTold: false, lastNotifiedMs: NOW + 9_000 * HOUR });
    const first = transition(far, { value: 0.1 }, TIMING, NOW);
    expect([first.event, first.state.lastNotifiedMs]).toEqual([null, NOW]);
    expect(words(transition(first.state, { value: 0.1 }, TIMING, NOW + HOUR).event)).toBe(
      'firing sent released',
    );
  });
});

const step = fc.record({
  value: fc.option(fc.double({ min: 0, max: 1 }), { freq: 5 }),
  // Mostly minutes, now and then a jump of the clock by years.
  aheadMs: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 20 * MINUTE }) },
    { weight: 1, arbitrary: fc.integer({ min: -9e11, max: 9e11 }) },
  ),
  isQuiet: fc.boolean(),
});
const timing = fc.record({
  comparison: fc.constantFrom('above', 'below'),
  threshold: fc.double({ min: 0.2, max: 0.8, noNaN: true }),
  hysteresis: fc.double({ min: 0, max: 0.2, noNaN: true }),
  forMs: fc.integer({ min: 0, max: HOUR }),
  cooldownMs: fc.integer({ min: 0, max: 2 * HOUR }),
  renotifyMs: fc.option(fc.integer({ min: MINUTE, max: 4 * HOUR })),
  staleMs: fc.integer({ min: 0, max: 2 * HOUR }),
});

describe('any history', () => {
  it('never holds two notifications within the cooldown, none in quiet hours, and is never silent for ever', () => {
    fc.assert(
      fc.property(timing, fc.array(step, { maxLength: 60 }), (rule, steps) => {
        let current = NEW_ALERT_STATE;
        let nowMs = NOW;
        let quietForMs: number | null = null;
        let isTold = false;
        let hadValue = false;
        for (const { value, aheadMs, isQuiet } of steps) {
          nowMs += aheadMs;
          if (quietForMs !== null) quietForMs += Math.max(0, aheadMs);
          const { state: next, event } = transition(current, { value }, rule, nowMs, isQuiet);
          expect(ALERT_STATUSES).toContain(next.status);
          if (event?.outcome === 'sent') {
            expect(isQuiet).toBe(false);
            if (quietForMs !== null) expect(quietForMs).toBeGreaterThanOrEqual(rule.cooldownMs);
            // People hear of ends only after beginnings, and of beginnings only once.
            expect(isTold).toBe(event.kind !== 'firing');
            isTold = event.kind === 'firing' || event.kind === 'renotify';
            quietForMs = 0;
          }
          hadValue ||= value !== null;
          expect(next.sinceMs !== null).toBe(hadValue);
          // Every change of what was known stands in the history; before the first value nothing was.
          const isNews = current.sinceMs !== null || next.status === 'firing' || next.status === 'pending';
          if (next.status !== current.status && isNews) expect(event).not.toBeNull();
          if (!hadValue) expect(event).toBeNull();
          current = next;
        }
        // Whatever happened: a lasting breach is told once the cooldown and the wait are over.
        const bad = rule.comparison === 'above' ? 2 : -1;
        for (let i = 0; i <= 40; i += 1) {
          nowMs += 10 * MINUTE;
          current = transition(current, { value: bad }, rule, nowMs).state;
        }
        expect(current).toMatchObject({ status: 'firing', isTold: true });
      }),
    );
  });
});

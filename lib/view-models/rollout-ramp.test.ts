import { describe, expect, it } from 'vitest';
import { minuteAt, rolloutDetailOf, rolloutEventOf, rolloutHealthOf } from '#lib/testing/rollouts.ts';
import { lastDecision, prepareRolloutEvent } from './rollout-events.ts';
import { endOf, prepareRamp } from './rollout-ramp.ts';

const at = (minute: number) => Date.parse(minuteAt(minute));

describe('prepareRamp', () => {
  it('climbs at each event and goes on to the latest check', () => {
    const ramp = prepareRamp(rolloutDetailOf());
    expect(ramp.points).toEqual([
      { timeMs: at(0), percentage: 5 },
      { timeMs: at(30), percentage: 15 },
      { timeMs: at(42), percentage: 15 },
    ]);
    expect(ramp.marks.map(({ version, label, percentage }) => [version, label, percentage])).toEqual([
      [0, 'Started', 5],
      [1, 'Next step', 15],
    ]);
    expect(ramp.timeDomain).toEqual([at(0), at(42)]);
    expect(ramp.summary).toBe("The candidate's share of traffic: started at 5%, next step at 15%.");
  });

  it('shows pauses, also one that ended the rollout or lasts', () => {
    const paused = rolloutEventOf({
      ...{
        version: 1,
        created_at: minuteAt(10),
        kind: 'paused',
        from_status: 'running',
        to_status: 'paused',
      },
      ...{ percentage_before: 5, percentage_after: 5 },
    });
    const flagged = rolloutEventOf({ ...paused, version: 2, created_at: minuteAt(12), kind: 'flagged' });
    const resumed = rolloutEventOf({
      ...paused,
      version: 3,
      created_at: minuteAt(20),
      kind: 'resumed',
      to_status: 'running',
    });
    const lasting = rolloutDetailOf({ status: 'paused', events: [rolloutEventOf(), paused, flagged] });
    expect(prepareRamp(lasting).pauses).toEqual([{ fromMs: at(10), toMs: at(42) }]);
    const over = rolloutDetailOf({ events: [rolloutEventOf(), paused, flagged, resumed] });
    expect(prepareRamp(over).pauses).toEqual([{ fromMs: at(10), toMs: at(20) }]);
    const aborted = rolloutEventOf({
      ...resumed,
      kind: 'aborted',
      to_status: 'aborted',
      percentage_after: 0,
    });
    const ended = rolloutDetailOf({
      ...{ status: 'aborted', ended_at: minuteAt(20), events: [rolloutEventOf(), paused, aborted] },
    });
    expect(prepareRamp(ended).pauses).toEqual([{ fromMs: at(10), toMs: at(20) }]);
    expect(endOf(ended)).toBe(at(20));
  });

  it('has a width from the first moment on', () => {
    const [from, to] = prepareRamp(
      rolloutDetailOf({ health: null, series: [], events: [rolloutEventOf()] }),
    ).timeDomain;
    expect(to - from).toBe(60_000);
  });
});

describe('prepareRolloutEvent', () => {
  it('tells how the share changed, why, and how late it was', () => {
    const event = rolloutEventOf({
      ...{
        version: 4,
        created_at: minuteAt(9),
        kind: 'rolled_back',
        cause: 'broken',
        to_status: 'rolled_back',
      },
      ...{ percentage_before: 15, percentage_after: 0, first_bad_at: minuteAt(7) },
    });
    expect(prepareRolloutEvent(event)).toMatchObject({
      ...{ version: 4, label: 'Rolled back', tone: 'negative', cause: 'the candidate is broken' },
      ...{ change: '15% → 0%', afterFirstBad: '2 min', actor: 'ada@example.com' },
    });
    expect(prepareRolloutEvent(rolloutEventOf({ percentage_before: 5 })).change).toBeNull();
  });
});

describe('lastDecision', () => {
  it('is the latest event with evidence', () => {
    expect(lastDecision([rolloutEventOf()])).toBeNull();
    const decided = rolloutEventOf({ version: 1, health: rolloutHealthOf(30) });
    expect(lastDecision([rolloutEventOf(), decided, rolloutEventOf({ version: 2 })])).toBe(decided);
  });
});

import { describe, expect, it } from 'vitest';
import { minuteAt, rolloutOf } from '#lib/testing/rollouts.ts';
import { prepareRolloutRow } from './rollout-row.ts';
import { candidateName, controlName, isActive } from './rollout-status.ts';

const at = (minute: number) => Date.parse(minuteAt(minute));

describe('prepareRolloutRow', () => {
  it('counts to now while the rollout lasts', () => {
    expect(prepareRolloutRow(rolloutOf(), at(90))).toEqual({
      name: 'gpt-new',
      against: 'gpt-old',
      percentage: '15%',
      step: 'step 2 of 10',
      duration: '1 h 30 min',
      timeToRollback: '–',
      requests: '1,234 requests',
      startedMs: at(0),
      startedBy: 'ada@example.com',
    });
  });

  it('stands still once it has ended', () => {
    const rollout = rolloutOf({
      ...{ status: 'rolled_back', ended_at: minuteAt(50), percentage: 0, time_to_rollback_ms: 95_000 },
      canary_requests: 1,
    });
    expect(prepareRolloutRow(rollout, at(9_999))).toMatchObject({
      ...{
        percentage: '0%',
        step: null,
        duration: '50 min',
        timeToRollback: '1 min 35 s',
        requests: '1 request',
      },
    });
  });

  it('never counts backwards where the clocks differ', () => {
    expect(prepareRolloutRow(rolloutOf(), at(-3)).duration).toBe('0 s');
  });

  it('keeps the digits that a plan has, and no noise', () => {
    expect(prepareRolloutRow(rolloutOf({ percentage: 0.30000000000000004 }), 0).percentage).toBe('0.3%');
  });
});

describe('names', () => {
  const prompt = { name: 'support', version: 'support@0f3a9c77' };
  it.each([
    [{ model: 'm', prompt: null }, 'm', 'gpt-old'],
    [{ model: null, prompt }, 'prompt support@0f3a9c77', 'prompt support@11111111'],
    [{ model: 'm', prompt }, 'm + prompt support@0f3a9c77', 'gpt-old + prompt support@11111111'],
    [
      { model: null, prompt: { name: 'support', version: 'v2' } },
      'prompt support v2',
      'prompt support@11111111',
    ],
  ])('%j', (candidate, name, against) => {
    const control = { model: 'gpt-old', prompt_version: 'support@11111111' };
    expect(candidateName(candidate)).toBe(name);
    expect(controlName({ candidate, control })).toBe(against);
  });
});

it.each([
  ['running', true],
  ['paused', true],
  ['promoted', false],
  ['rolled_back', false],
  ['aborted', false],
] as const)('%s: the candidate is in traffic: %s', (status, expected) => {
  expect(isActive({ status })).toBe(expected);
});

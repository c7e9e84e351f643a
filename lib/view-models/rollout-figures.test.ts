import { describe, expect, it } from 'vitest';
import { minuteAt, rolloutDetailOf } from '#lib/testing/rollouts.ts';
import { commandWords } from './rollout-commands.ts';
import { prepareRolloutFigures } from './rollout-figures.ts';

const nowMs = Date.parse(minuteAt(45));
const values = (changes: Parameters<typeof rolloutDetailOf>[0]) =>
  prepareRolloutFigures(rolloutDetailOf(changes), nowMs).map(({ name, value, note }) => [name, value, note]);

describe('prepareRolloutFigures', () => {
  it('counts while the rollout lasts', () => {
    expect(values({})).toEqual([
      ['Share of traffic', '15%', 'step 2 of 10'],
      ['Requests hit', '1,234', '1 error; 5% of 600 requests'],
      ['Time to rollback', '–', 'nothing was rolled back'],
      ['Runs for', '45 min', 'pauses included'],
    ]);
  });

  it.each([
    ['promoted', 100, null, 'it is production now', 'nothing was rolled back'],
    ['rolled_back', 0, 95_000, 'production answers everything', 'from the first bad request'],
    ['rolled_back', 0, null, 'production answers everything', 'no single request began it'],
  ] as const)('sums up one that ended %s', (status, percentage, lengthMs, share, back) => {
    const figures = values({ status, percentage, time_to_rollback_ms: lengthMs, ended_at: minuteAt(44) });
    expect([figures[0]?.[2], figures[2]?.[2], figures[3]]).toEqual([
      ...[share, back],
      ['Duration', '44 min', 'from the start to the end'],
    ]);
  });

  it('says so before the first request', () => {
    const { canary } = rolloutDetailOf().totals;
    const nothing = { ...canary, requests: 0, errors: 0 };
    expect(values({ totals: { canary: nothing, control: nothing } })[1]?.[2]).toBe('no request yet');
  });
});

it.each([
  ['pause', /keeps its 15% of traffic/],
  ['resume', /step at 15% goes on/],
  ['abort', /gpt-old answers everything/],
  ['promote', /gpt-new answers all of production/],
] as const)('before %s people read what it does to traffic', (command, effect) => {
  const words = commandWords(command, rolloutDetailOf());
  expect(words.effect).toMatch(effect);
  expect(words.title.toLowerCase()).toContain(command);
});

import { describe, expect, it } from 'vitest';
import {
  effectiveKills,
  killFileSchema,
  unreadableKills,
  withKill,
  withoutSettled,
  type KillFile,
} from './kill-switches.ts';

const entry = (isStored: boolean) => ({
  at: '2026-01-15T12:00:00.000Z',
  by: 'ada',
  reason: 'it burns',
  is_stored: isStored,
});
const none = { shadow: false, canary: false };

describe('effectiveKills', () => {
  it.each<[string, KillFile, typeof none | null, boolean]>([
    ['nothing says so', {}, none, false],
    ['nothing is known', {}, null, false],
    ['the file says so', { canary: entry(false) }, none, true],
    ['the file says so and the database was never read', { canary: entry(false) }, null, true],
    ['the database says so', {}, { ...none, canary: true }, true],
    ['both say so', { canary: entry(true) }, { ...none, canary: true }, true],
    ['the database had it, and was never read since the start', { canary: entry(true) }, null, true],
    ['the database had it and has taken it back', { canary: entry(true) }, none, false],
    ['the other one is switched off', { shadow: entry(false) }, { ...none, shadow: true }, false],
  ])('where %s', (_, local, stored, isKilled) => {
    expect(effectiveKills(local, stored).canary).toBe(isKilled);
  });
});

describe('withoutSettled', () => {
  it('forgets what the database had and has taken back, and nothing else', () => {
    const local = { shadow: entry(true), canary: entry(false) };
    expect(withoutSettled(local, none)).toEqual({ canary: entry(false) });
    expect(withoutSettled(local, { shadow: true, canary: false })).toBe(local);
    expect(withoutSettled({}, none)).toEqual({});
  });
});

describe('withKill', () => {
  it('sets one switch, takes it back, and leaves the other', () => {
    const one = withKill({ shadow: entry(true) }, 'canary', entry(false));
    expect(one).toEqual({ shadow: entry(true), canary: entry(false) });
    expect(withKill(one, 'canary', null)).toEqual({ shadow: entry(true) });
    expect(withKill({}, 'canary', null)).toEqual({});
  });
});

it('takes a file that nobody understands for everything switched off', () => {
  const local = unreadableKills('kill-switches.json: no JSON', 0);
  expect(effectiveKills(local, none)).toEqual({ shadow: true, canary: true });
  expect(killFileSchema.parse(local)).toEqual(local);
});

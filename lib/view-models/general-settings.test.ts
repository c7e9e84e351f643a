import { expect, it } from 'vitest';
import type { GeneralSettings } from '#lib/contracts/general-settings.ts';
import { formatPrice, prepareGeneralSettings } from './general-settings.ts';

const settings: GeneralSettings = {
  privacy: { mode: 'full', patterns: ['email'] },
  retention: { rawDays: null, minuteDays: 1 },
  signIn: { providers: [], allowedDomains: ['example.com'], defaultRole: 'viewer' },
  models: [],
  currentModel: 'prod',
};
const valuesOf = (changes: Partial<GeneralSettings>) => {
  const { privacy, retention, signIn } = prepareGeneralSettings({ ...settings, ...changes });
  return [privacy, retention, signIn].map((lines) => lines.map(({ value }) => value));
};

it('says what is stored, for how long, and who may sign in', () => {
  expect(valuesOf({})).toEqual([
    ['Full: texts are stored as they are'],
    ['Kept for ever', 'Deleted after 1 day'],
    [['password', 'one-time link'], 'nobody'],
  ]);
});

it('names patterns where texts are protected, and domains where a provider can prove them', () => {
  const signIn = { ...settings.signIn, providers: ['GitHub'] };
  expect(valuesOf({ privacy: { mode: 'redacted', patterns: ['email', 'own'] }, signIn })).toMatchObject([
    [expect.stringMatching(/^Redacted/), ['email', 'own']],
    ['Kept for ever', 'Deleted after 1 day'],
    [['password', 'one-time link', 'GitHub'], ['example.com']],
  ]);
  expect(valuesOf({ privacy: { mode: 'hash_only', patterns: [] } })[0]?.[1]).toBe('none');
});

it.each([
  [2, '$2.00'],
  [0.075, '$0.075'],
  [0, '$0.00'],
  [null, '–'],
])('writes the price %d as %s', (usd, text) => {
  expect(formatPrice(usd)).toBe(text);
});

import { expect, it } from 'vitest';
import { isQuietAt, isTimeZone } from './quiet-hours.ts';

const night = { timeZone: 'Europe/Berlin', from: '22:00', to: '07:00' };
const lunch = { timeZone: 'UTC', from: '12:00', to: '13:30' };

it.each([
  ['before the night', night, '2026-11-21T20:59:00Z', false],
  ['its first minute', night, '2026-11-21T21:00:00Z', true],
  ['after midnight', night, '2026-11-22T01:00:00Z', true],
  ['its last minute', night, '2026-11-22T05:59:59Z', true],
  ['the morning', night, '2026-11-22T06:00:00Z', false],
  ['summer time', night, '2026-07-01T20:00:00Z', true],
  ['summer morning', night, '2026-07-01T05:00:00Z', false],
  ['the hour that a changed clock skips', night, '2026-03-29T01:00:00Z', true],
  ['within a day', lunch, '2026-11-21T13:29:00Z', true],
  ['after it', lunch, '2026-11-21T13:30:00Z', false],
  ['a whole day', { ...lunch, to: '12:00' }, '2026-11-21T03:00:00Z', true],
  ['a zone of half hours', { ...lunch, timeZone: 'Asia/Kolkata' }, '2026-11-21T06:30:00Z', true],
])('%s', (_, hours, time, isQuiet) => {
  expect(isQuietAt(hours, Date.parse(time))).toBe(isQuiet);
});

it('knows time zones', () => {
  expect(['Europe/Berlin', 'UTC', 'Mars/Olympus', '', '+25:00'].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

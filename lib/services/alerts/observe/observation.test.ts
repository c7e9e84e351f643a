import { expect, it } from 'vitest';
import { lastText } from './observation.ts';

it.each([
  [1, 'the last minute'],
  [15, 'the last 15 minutes'],
  [60, 'the last hour'],
  [90, 'the last 90 minutes'],
  [120, 'the last 2 hours'],
  [1_440, 'the last 24 hours'],
  [1_500, 'the last 25 hours'],
  [10_079, 'the last 10,079 minutes'],
  [10_080, 'the last 7 days'],
])('%d minutes are %s', (minutes, text) => {
  expect(lastText(minutes)).toBe(text);
});

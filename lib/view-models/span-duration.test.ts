import { expect, it } from 'vitest';
import { formatSpanDuration } from './span-duration.ts';

it.each([
  [0, '0 ms'],
  [0.0004, '<0.001 ms'],
  [0.004, '0.004 ms'],
  [0.0423, '0.042 ms'],
  [0.42, '0.42 ms'],
  [0.996, '1 ms'],
  [4.26, '4.3 ms'],
  [5, '5 ms'],
  [9.96, '10 ms'],
  [100, '100 ms'],
  [1_234, '1.23 s'],
  [83_000, '1 min 23 s'],
])('%s ms reads %s', (durationMs, text) => {
  expect(formatSpanDuration(durationMs)).toBe(text);
});

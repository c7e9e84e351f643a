import { expect, it } from 'vitest';
import { counted, grouped, milliseconds, percent } from './figures.ts';

it.each([
  [percent(0.0512), '5.1%'],
  [percent(0), '0.0%'],
  [milliseconds(1_234.5), '1,235 ms'],
  [grouped(1_234_567), '1,234,567'],
  [counted(0, 'run'), '0 runs'],
  [counted(1, 'run'), '1 run'],
  [counted(12_345, 'run'), '12,345 runs'],
])('writes %s', (text, expected) => {
  expect(text).toBe(expected);
});

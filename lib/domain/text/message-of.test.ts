import { expect, it } from 'vitest';
import { messageOf } from './message-of.ts';

it.each([
  [new TypeError('no such field'), 'no such field'],
  ['thrown as text', 'thrown as text'],
  [undefined, 'undefined'],
  [{ toString: (): string => 'made text' }, 'made text'],
])('%s says %j', (error, message) => {
  expect(messageOf(error)).toBe(message);
});

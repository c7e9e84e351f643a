import { expect, it } from 'vitest';
import { splitCode } from './text-parts.ts';

const text = (value: string) => ({ kind: 'text', text: value, language: null });
const code = (value: string, language: string | null = null) => ({ kind: 'code', text: value, language });

it.each([
  ['plain', 'one\n\ntwo', [text('one\n\ntwo')]],
  ['nothing', '', []],
  [
    'a block between',
    'Do:\n\n```python\nx = 1\n\n  y\n```\nDone.',
    [text('Do:'), code('x = 1\n\n  y', 'python'), text('Done.')],
  ],
  ['tildes, and backticks in them', '~~~\n```\n~~~', [code('```')]],
  ['a longer fence closes', '```js\na\n````\nb', [code('a', 'js'), text('b')]],
  ['a fence with a name closes nothing', '```\na\n```js\nb\n```', [code('a\n```js\nb')]],
  ['one that nobody closes', 'a\n```\nb', [text('a'), code('b')]],
  ['inline code is text', 'use `x` and ```y``` here', [text('use `x` and ```y``` here')]],
  ['right to left', 'مرحبا\n```\nx\n```', [text('مرحبا'), code('x')]],
])('%s', (_, given, expected) => {
  expect(splitCode(given)).toEqual(expected);
});

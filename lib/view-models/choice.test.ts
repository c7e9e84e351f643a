import { expect, it } from 'vitest';
import { readChoice, sortingAfter } from './choice.ts';
import { stepOfKey } from './step-keys.ts';
import { abbreviation, sentenceCase } from './words.ts';

it('takes anything but an option for the fallback', () => {
  expect(['a', 'b', 'c', null].map((value) => readChoice(value, ['a', 'b'], 'b'))).toEqual([
    'a',
    'b',
    'b',
    'b',
  ]);
});

it('sorts by the pressed column, and the other way round when it is pressed again', () => {
  const byModel = sortingAfter({ sort: 'when', order: 'desc' }, 'model', 'asc');
  expect(byModel).toEqual({ sort: 'model', order: 'asc' });
  expect(sortingAfter(byModel, 'model', 'asc')).toEqual({ sort: 'model', order: 'desc' });
  expect(sortingAfter({ sort: 'a', order: 'asc' }, 'b')).toEqual({ sort: 'b', order: 'desc' });
});

it('reads arrows and letters as steps, but no shortcuts of the browser', () => {
  const key = (name: string, changes = {}) => ({
    ...{ key: name, metaKey: false, ctrlKey: false, altKey: false, shiftKey: false },
    ...changes,
  });
  expect(
    ['j', 'k', 'ArrowDown', 'ArrowUp', 'ArrowRight', 'x'].map((name) => stepOfKey(key(name), 'vertical')),
  ).toEqual([1, -1, 1, -1, 0, 0]);
  expect(['ArrowDown', 'ArrowRight', 'ArrowLeft'].map((name) => stepOfKey(key(name), 'horizontal'))).toEqual([
    0, 1, -1,
  ]);
  expect(stepOfKey(key('j', { ctrlKey: true }), 'vertical')).toBe(0);
});

it('reads identifiers as words and as initials', () => {
  expect(sentenceCase('factual_accuracy')).toBe('Factual accuracy');
  expect(sentenceCase('')).toBe('');
  expect(['multi_turn_coherence', 'tone', 'x', 'a_b_c_d', '日本語'].map(abbreviation)).toEqual([
    'MTC',
    'TON',
    'X',
    'ABC',
    '日本語',
  ]);
});

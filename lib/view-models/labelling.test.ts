import { describe, expect, it } from 'vitest';
import { actionOfKey, prepareReveal } from './labelling.ts';

const key = (name: string, held: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean }> = {}) => ({
  ...{ key: name, ctrlKey: false, metaKey: false, altKey: false },
  ...held,
});

describe('actionOfKey', () => {
  it.each([
    ['0', { do: 'score', points: 0 }],
    ['5', { do: 'score', points: 5 }],
    ['p', { do: 'verdict', verdict: 'pass' }],
    ['F', { do: 'verdict', verdict: 'fail' }],
    ['s', { do: 'verdict', verdict: 'skip' }],
    ['c', { do: 'comment' }],
    ['u', { do: 'undo' }],
    ['?', { do: 'help' }],
    ['Enter', { do: 'next' }],
    ['n', { do: 'next' }],
    ['6', null],
    ['x', null],
    ['ArrowDown', null],
    ['F5', null],
  ])('%s', (name, expected) => {
    expect(actionOfKey(key(name))).toEqual(expected);
  });

  it('leaves the browser its own keys', () => {
    expect(actionOfKey(key('c', { ctrlKey: true }))).toBeNull();
    expect(actionOfKey(key('p', { metaKey: true }))).toBeNull();
    expect(actionOfKey(key('1', { altKey: true }))).toBeNull();
  });
});

describe('prepareReveal', () => {
  const mine = { words: '3 of 5', score: 0.6 };
  it.each([
    [0.65, '+0.050', 'The judge sees it as you do.'],
    [0.84, '+0.240', 'The judge is a little friendlier than you.'],
    [1, '+0.400', 'The judge is much friendlier than you.'],
    [0.4, '−0.200', 'The judge is a little stricter than you.'],
    [0.1, '−0.500', 'The judge is much stricter than you.'],
  ])('a judge that gives %f', (score, difference, words) => {
    expect(prepareReveal(mine, { score, failure: null })).toEqual({
      ...{ mine: '3 of 5 (0.600)', judge: score.toFixed(3), difference, words },
    });
  });

  it('a missing score is none', () => {
    expect(prepareReveal(mine, { score: null, failure: 'refused' })).toMatchObject({
      ...{ judge: 'no score', difference: null, words: 'The judge has no score: refused' },
    });
    expect(prepareReveal(mine, null).words).toBe('The judge has not scored this one.');
  });

  it('a skipped one is not compared', () => {
    expect(prepareReveal({ words: 'can’t tell', score: null }, { score: 0.5, failure: null })).toEqual({
      ...{ mine: 'can’t tell', judge: '0.500', difference: null },
      words: 'You skipped it, so there is nothing to compare.',
    });
  });
});

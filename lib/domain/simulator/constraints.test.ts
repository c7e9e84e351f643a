import { describe, expect, it } from 'vitest';
import { brokenConstraints, constraintsOf, listItems } from './constraints.ts';

describe('constraintsOf', () => {
  it.each([
    ['Explain in one sentence what a fuse does.', { maxSentences: 1 }],
    ['Answer in at most three sentences.', { maxSentences: 3 }],
    ['List three rivers of France.', { items: 3 }],
    ['Give me 5 bullet points about tea.', { items: 5 }],
    ['Describe it in under 50 words.', { maxWords: 50 }],
    ['Answer with one word.', { maxWords: 1 }],
    ['Return the result as JSON.', { json: true }],
    ['Answer yes or no: is it raining?', { yesOrNo: true }],
    ['What is JSON?', {}],
    ['Write one poem about the sea.', {}],
    ['Write two sentences about the sea.', {}],
  ])('%s', (prompt, expected) => {
    expect(constraintsOf(prompt)).toEqual(expected);
  });
});

describe('brokenConstraints', () => {
  it.each([
    ['One. Two.', { maxSentences: 1 }, 1],
    ['One.', { maxSentences: 1 }, 0],
    ['one two three', { maxWords: 2 }, 1],
    ['- a\n- b', { items: 3 }, 1],
    ['1. a\n2. b\n3. c', { items: 3 }, 0],
    ['{"a": 1}', { json: true as const }, 0],
    ['Here: {"a": 1}', { json: true as const }, 1],
    ['Perhaps', { yesOrNo: true as const }, 1],
    ['**No**, never.', { yesOrNo: true as const }, 0],
  ])('%j under %j breaks %i', (text, wanted, count) => {
    expect(brokenConstraints(text, wanted)).toHaveLength(count);
  });
});

it('counts list items at line starts only', () => {
  expect(listItems('- a\n* b\n2) c\nd - e')).toBe(3);
});

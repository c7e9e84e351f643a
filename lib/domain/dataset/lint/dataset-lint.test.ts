import { describe, expect, it } from 'vitest';
import type { Example } from '../example.ts';
import { DatasetLint } from './dataset-lint.ts';
import { imbalanceOf } from './imbalance.ts';

const base = { category: 'c', source: 's', reference_response: 'Something else entirely.' };

/** Kind and line of every warning on examples that differ in what is given; the first is on line 1. */
function lint(...examples: Partial<Example>[]): string[] {
  const found = new DatasetLint();
  for (const [index, example] of examples.entries()) {
    found.add(index + 1, { id: `e${index}`, prompt: 'What is the answer?', ...base, ...example });
  }
  return found.finish().map(({ kind, line, message }) => `${kind} ${line ?? ''}: ${message}`);
}

const LONG =
  'Explain in two sentences why the sky looks blue at noon and red in the evening, for a ten-year-old.';

describe('prompts that are the same', () => {
  it.each([
    ['to the letter', LONG],
    ['but for case and white space', `  ${LONG.toUpperCase().replaceAll(' ', '\n ')}`],
    ['but for width', LONG.replace('two', '\uff54\uff57\uff4f')],
  ])('%s', (_, other) => {
    expect(lint({ prompt: LONG }, { prompt: other })).toEqual([
      'duplicate_prompt 2: the same prompt as in line 1',
    ]);
  });

  it('with another reference', () => {
    expect(lint({ prompt: LONG }, {}, { prompt: LONG, reference_response: 'Because.' })).toEqual([
      'conflicting_references 3: the same prompt as in line 1 has another reference',
    ]);
  });

  it('are told in a group as well', () => {
    expect(lint({ group: 'g' }, { group: 'g' })).toHaveLength(1);
  });
});

describe('prompts that are nearly the same', () => {
  it.each([
    ['another punctuation', LONG.replaceAll(',', ';').replace('.', '!')],
    ['another word', LONG.replace('noon', 'midday')],
    ['a word more', LONG.replace('Explain', 'Please explain')],
  ])('%s', (_, prompt) => {
    expect(lint({ prompt: LONG }, { prompt })).toEqual([
      expect.stringMatching(/^near_duplicate 2: nearly the same prompt as in line 1: \d+% of/) as string,
    ]);
  });

  it('are found in scripts without spaces', () => {
    const prompt = '请用两句话向十岁的孩子解释为什么中午的天空是蓝色的而傍晚的天空是红色的';
    expect(lint({ prompt }, { prompt: `${prompt}呢` })).toHaveLength(1);
  });

  it.each([
    ['another question', 'What is the capital of France?', 'What is the capital of Spain?'],
    ['another text', LONG, 'Translate the following sentence into German and keep its tone: good morning.'],
    ['symbols alone', '🎉🎉🎉🎉 ???', '---- !!!!'],
  ])('are not: %s', (_, one, other) => {
    expect(lint({ prompt: one }, { prompt: other })).toEqual([]);
  });

  it('are left alone in one group', () => {
    const near = LONG.replace('noon', 'midday');
    expect(lint({ prompt: LONG, group: 'g' }, { prompt: near, group: 'g' })).toEqual([]);
    expect(lint({ prompt: LONG, group: 'g' }, { prompt: near, group: 'h' })).toHaveLength(1);
  });
});

describe('a reference in the prompt', () => {
  it.each<[string, string, boolean]>([
    ['whole', 'What is the capital of France? Paris is the capital of France. Answer now.', true],
    ['with other punctuation', 'Is "Paris - is the capital: of France" right? Say why.', true],
    ['in part', 'Is Paris the capital of the republic of France?', false],
  ])('%s', (_, prompt, expected) => {
    const found = lint({ prompt, reference_response: 'Paris is the capital of France.' });
    expect(found).toEqual(expected ? ['reference_in_prompt 1: the prompt holds the whole reference'] : []);
  });

  it.each<[string, string, boolean]>([
    ['a choice that is offered', 'Is this review positive or negative: "I loved it"?', false],
    ['a word inside another', 'Describe a positively charged particle.', false],
    ['what is called the answer', 'Is it good? The answer is: positive.', true],
  ])('of one word: %s', (_, prompt, expected) => {
    expect(lint({ prompt, reference_response: 'positive' })).toHaveLength(expected ? 1 : 0);
  });
});

describe('imbalanceOf', () => {
  it.each<[Record<string, number>, number]>([
    [{ a: 30, b: 60 }, 0],
    [{ a: 30, b: 61 }, 1],
    [{ a: 30, b: 0 }, 0],
    [{ a: 30 }, 0],
    [{}, 0],
  ])('%j: %i', (counts, expected) => {
    expect(imbalanceOf(new Map(Object.entries(counts)))).toHaveLength(expected);
  });

  it('names both ends', () => {
    const [warning] = imbalanceOf(
      new Map([
        ['a', 50],
        ['b', 10],
        ['c', 90],
      ]),
    );
    expect(warning?.message).toMatch(/"c" has 90 examples and "b" only 10/);
  });
});

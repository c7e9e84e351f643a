import { describe, expect, it } from 'vitest';
import type { ComparedExample } from '#lib/contracts/comparisons.ts';
import type { RunExample } from '#lib/contracts/runs.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import { mostChanged, pairAnswers } from './example-diff.ts';

const [scored] = syntheticScores({
  runId: '01a1fc11-0620-7595-8cc1-0ba4e615960a',
  examples: 1,
}).examples;

function side(answers: readonly { text: string | null; score: number | null }[]): RunExample {
  const [answer] = scored?.answers ?? [];
  if (!scored || !answer) throw new Error('the synthetic run has no answer');
  return {
    ...scored,
    ...{ position: 0, embedding: null, rouge_l: null, judge_score: null, latency_ms: null, cost_usd: null },
    answers: answers.map(({ text, score }, repeat) => ({
      ...answer,
      ...{ repeat, answer: text, latency_ms: 1_200 },
      scores: { composite: score, judge_score: null, rouge_l: score, embedding: null },
    })),
  };
}

const example = (reference: RunExample | null, current: RunExample | null): ComparedExample => ({
  ...{ id: 'a', category: 'b', prompt: 'c', reference_response: 'd', delta: null },
  ...{ reference, current },
});

describe('pairAnswers', () => {
  it('puts the scores of an answer side by side', () => {
    const [pair] = pairAnswers(
      example(side([{ text: 'the cat', score: 0.8 }]), side([{ text: 'the dog', score: 0.6 }])),
      'BERTScore F1',
    );
    expect(pair?.scores.slice(0, 5)).toEqual([
      { name: 'Score', reference: '0.800', current: '0.600', delta: '−0.200', direction: 'down' },
      { name: 'Judge', reference: '–', current: '–', delta: '', direction: 'none' },
      { name: 'ROUGE-L', reference: '0.800', current: '0.600', delta: '−0.200', direction: 'down' },
      { name: 'BERTScore F1', reference: '–', current: '–', delta: '', direction: 'none' },
      { name: 'Latency', reference: '1.20 s', current: '1.20 s', delta: '', direction: 'none' },
    ]);
    expect(pair?.diff?.unit).toBe('words');
    expect(pair?.note).toBeNull();
  });

  it('begins with the answer that changed most', () => {
    const pairs = pairAnswers(
      example(
        side([
          { text: 'a', score: 0.8 },
          { text: 'a', score: 0.8 },
        ]),
        side([
          { text: 'a', score: 0.81 },
          { text: 'a', score: 0.2 },
          { text: 'a', score: 1 },
        ]),
      ),
      'x',
    );
    expect(pairs.map(({ name, delta }) => [name, delta?.toFixed(2)])).toEqual([
      ['Answer 1', '0.01'],
      ['Answer 2', '-0.60'],
      ['Answer 3', undefined],
    ]);
    expect(mostChanged(pairs)).toBe(1);
  });

  it.each([
    ['nothing to compare', null, 'text', null],
    ['the same', 'text', 'text', 'Both answers read the same.'],
    ['other texts', 'alpha beta', 'one two', 'The answers have little in common, so no words are marked.'],
  ])('says of texts: %s', (_, before, after, note) => {
    const [pair] = pairAnswers(
      example(side([{ text: before, score: null }]), side([{ text: after, score: 0.5 }])),
      'x',
    );
    expect(pair?.note).toBe(note);
  });

  it('shows what one side alone has', () => {
    const [pair] = pairAnswers(example(null, side([{ text: 'new', score: 0.5 }])), 'x');
    expect(pair).toMatchObject({ reference: null, diff: null, delta: null });
    expect(mostChanged([])).toBe(0);
  });
});

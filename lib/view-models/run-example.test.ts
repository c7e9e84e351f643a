import { describe, expect, it } from 'vitest';
import type { RunExample } from '#lib/contracts/runs.ts';
import type { ScoredAnswer, Signature } from '#lib/contracts/scores.ts';
import { embedderName, metricName } from './embedder.ts';
import { prepareJudgeCriteria } from './judge-criteria.ts';
import { prepareAnswer } from './run-answer.ts';
import { prepareExampleRow } from './run-example-row.ts';

const embedder: Signature['embedder'] = {
  metric: 'token_greedy_f1',
  model: 'x',
  layer: null,
  dtype: 'fp32',
  idf: false,
  rescaled: false,
};

const answer: ScoredAnswer = {
  repeat: 0,
  status: 'ok',
  answer: 'Yes.',
  error: null,
  finish_reason: 'stop',
  scores: { embedding: 0.9, rouge_l: 0.5, judge_score: null, composite: 0.7 },
  rouge_l: null,
  embedding: null,
  checks: [
    { type: 'regex', required: true, passed: false, failure: 'no match' },
    { type: 'must_contain', required: false, passed: true, failure: null },
  ],
  judge: [],
  missing: { judge_score: 'the reply is not JSON', rouge_l: 'n/a' },
  latency_ms: 1_200,
  input_tokens: 10,
  cached_input_tokens: 0,
  output_tokens: 1,
  cost_usd: 0.001,
  judge_cost_usd: 0,
  is_cached: false,
};

const failed: ScoredAnswer = {
  ...answer,
  ...{ repeat: 1, status: 'error', answer: null, error: 'timeout', finish_reason: null },
  ...{ checks: [], missing: { embedding: 'no answer' } },
};

const example: RunExample = {
  id: 'e-1',
  category: 'tone_consistency',
  group: null,
  source: 'handmade',
  prompt: 'Is it so?',
  reference_response: 'It is.',
  composite: 0.7,
  required_checks_passed: false,
  answers: [answer, failed],
  position: 0,
  embedding: 0.9,
  rouge_l: 0.5,
  judge_score: null,
  latency_ms: 1_200,
  cost_usd: null,
};

describe('prepareExampleRow', () => {
  it('writes scores, tallies checks and says what went wrong', () => {
    expect(prepareExampleRow(example, { embedder })).toEqual({
      id: 'e-1',
      excerpt: 'Is it so?',
      category: 'Tone consistency',
      composite: 0.7,
      compositeText: '0.700',
      judge: '–',
      rougeL: '0.500',
      embedding: '0.900',
      checks: { total: 2, failed: 1, requiredFailed: 1 },
      latency: '1.20 s',
      cost: 'unknown',
      errors: 1,
      // The failed answer lacks everything; that is one error and no missing metrics.
      missing: ['Judge score', 'ROUGE-L'],
    });
  });

  it('names what one example lacks, not what the whole run does without', () => {
    const lacking = { ...example, answers: [{ ...answer, missing: { embedding: 'too long' } }] };
    expect(prepareExampleRow(lacking, { embedder }).missing).toEqual(['Token-greedy F1']);
    expect(prepareExampleRow(lacking, { embedder: null }).missing).toEqual([]);
  });

  it('says when a prompt is empty', () => {
    expect(prepareExampleRow({ ...example, prompt: '  ' }, null).excerpt).toBe('(empty)');
  });
});

describe('prepareAnswer', () => {
  it('names its figures and what is missing', () => {
    const view = prepareAnswer(answer, 'BERTScore F1');
    expect(view).toMatchObject({ name: 'Answer 1', stopReason: null, isInjectionSuspected: false });
    expect(new Map(view.facts).get('BERTScore F1')).toBe('0.900');
    expect(new Map(view.facts).get('Length')).toBe('1 token');
    expect(view.missing).toEqual([
      ['Judge score', 'the reply is not JSON'],
      ['ROUGE-L', 'n/a'],
    ]);
  });

  it('leaves scores out where there is no answer', () => {
    expect(prepareAnswer(failed, 'x').facts.map(([name]) => name)).toEqual(['Latency', 'Cost']);
  });

  it.each([
    ['length', 'cut off at the token limit'],
    ['content_filter', 'ended by content filter'],
  ])('says why it ended: %s', (reason, words) => {
    expect(prepareAnswer({ ...answer, finish_reason: reason }, 'x').stopReason).toBe(words);
  });
});

it('gathers the judge samples by criterion', () => {
  const criterion = (id: string, score: number, isIdle = false) => ({
    ...{ id, score, evidence: `${id} ${score}`, not_applicable: isIdle },
  });
  const sample = (score: number) => ({
    score: 0.5,
    judgement: {
      criteria: [criterion('truth', score), criterion('form', 0, true)],
      injection_suspected: false,
    },
    missing_reason: null,
  });
  const missing = { score: null, judgement: null, missing_reason: 'late' };
  expect(prepareJudgeCriteria([{ ...sample(2), failed_required: ['truth'] }, missing, sample(4)])).toEqual([
    {
      ...{ id: 'truth', name: 'Truth', isFailed: true },
      verdicts: [
        { score: 2, evidence: 'truth 2' },
        { score: 4, evidence: 'truth 4' },
      ],
    },
    {
      ...{ id: 'form', name: 'Form', isFailed: false },
      verdicts: [
        { score: null, evidence: 'form 0' },
        { score: null, evidence: 'form 0' },
      ],
    },
  ]);
});

it('calls the embedder score what it is', () => {
  expect(embedderName({ embedder })).toBe('Token-greedy F1');
  expect(embedderName(null)).toBe('BERTScore F1');
  expect(metricName('embedding', 'Embedding cosine')).toBe('Embedding cosine');
});

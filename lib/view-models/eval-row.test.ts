import { describe, expect, it } from 'vitest';
import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';
import { directionOf, prepareEvalRow } from './eval-row.ts';

const item: ShadowEvalItem = {
  id: '0199d3a0-0000-7000-8000-000000000001',
  ts: '2026-11-20T12:00:00.000Z',
  chat_log_id: '0199d3a0-0000-7000-8000-000000000002',
  prompt_hash: '-1',
  prod_model: 'a',
  shadow_model: 'b',
  prod_score: 0.9,
  shadow_score: 0.8667,
  delta: -0.0333,
  similarity: 0.456,
  status: 'scored',
  missing_reason: null,
  judge_model: 'c',
  rubric_version: 'shadow@0f3a9c77',
  shadow_latency_ms: 100,
  shadow_cost_usd: 0,
  judge_cost_usd: 0,
  evaluated_at: '2026-11-20T12:00:05.000Z',
  prompt: 'Why?',
  prod_response: 'x',
  shadow_response: 'y',
  prod_judgement: null,
  shadow_judgement: null,
};

describe('prepareEvalRow', () => {
  it('writes scores, delta and similarity', () => {
    expect(prepareEvalRow(item)).toMatchObject({
      timeMs: Date.parse(item.ts),
      excerpt: 'Why?',
      productionScore: '0.900',
      shadowScore: '0.867',
      delta: '−0.033',
      direction: 'down',
      similarity: '0.46',
      missingReason: null,
    });
  });

  it('shows what is missing as missing, never as zero', () => {
    const row = prepareEvalRow({
      ...item,
      shadow_score: null,
      delta: null,
      similarity: null,
      status: 'missing',
      missing_reason: 'candidate: no criterion applies',
    });
    expect(row).toMatchObject({
      shadowScore: '–',
      delta: '–',
      direction: null,
      similarity: '–',
      missingReason: 'candidate: no criterion applies',
    });
  });

  it('says when the text is not stored or empty', () => {
    expect(prepareEvalRow({ ...item, prompt: null }).excerpt).toBe('(text not stored)');
    expect(prepareEvalRow({ ...item, prompt: ' ' }).excerpt).toBe('(empty)');
  });
});

it('points no way when a delta rounds to zero', () => {
  expect([0.0004, -0.0004, 0, 0.0006, -0.0006].map(directionOf)).toEqual([
    'level',
    'level',
    'level',
    'up',
    'down',
  ]);
});

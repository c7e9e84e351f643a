import { expect, it } from 'vitest';
import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';
import { prepareDivergence } from './divergence.ts';

const item: ShadowEvalItem = {
  id: '0199d3a0-0000-7000-8000-0000000000a1',
  ts: '2026-11-21T08:00:00.000Z',
  chat_log_id: '0199d3a0-0000-7000-8000-0000000000a2',
  prompt_hash: '1',
  ...{ prod_model: 'old', shadow_model: 'new', prod_score: 0.8, shadow_score: 0.6, delta: -0.2 },
  ...{ similarity: 0.1, status: 'scored', missing_reason: null, judge_model: 'judge', rubric_version: 'r' },
  ...{ shadow_latency_ms: 1, shadow_cost_usd: null, judge_cost_usd: null },
  evaluated_at: '2026-11-21T08:00:01.000Z',
  prompt: 'What does it cost?',
  prod_response: 'It costs ten dollars a month.',
  shadow_response: 'It costs twelve dollars a month.',
  ...{ prod_judgement: null, shadow_judgement: null },
};

it('has both answers with what changed between them', () => {
  const { row, scores, diff, note } = prepareDivergence(item);
  expect(row).toMatchObject({ excerpt: 'What does it cost?', similarity: '0.10', delta: '−0.200' });
  expect(scores).toBe('0.800 → 0.600');
  expect(diff?.parts.filter(({ kind }) => kind !== 'same').map(({ text }) => text)).toEqual([
    'ten',
    'twelve',
  ]);
  expect(note).toBeNull();
});

it('says so when there is nothing to mark', () => {
  const other = prepareDivergence({ ...item, shadow_response: 'Ask the sales department.' });
  expect(other.diff?.unit).toBe('whole');
  expect(other.note).toMatch(/little in common/);
});

it('compares nothing that is not stored', () => {
  const { diff, note } = prepareDivergence({ ...item, prod_response: null, prompt: null });
  expect([diff, note]).toEqual([null, null]);
});

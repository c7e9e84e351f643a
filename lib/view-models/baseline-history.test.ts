import { describe, expect, it } from 'vitest';
import type { RunSummary } from '#lib/contracts/runs.ts';
import { baselineChanges, promotionEffect } from './baseline-history.ts';

const RUN: RunSummary = {
  id: '0199d3a0-0000-7000-8000-0000000000a1',
  created_at: '2026-11-20T10:00:00.000Z',
  finished_at: '2026-11-20T10:05:00.000Z',
  state: 'finished',
  quality: 'complete',
  reasons: [],
  source: 'upload',
  model: 'gpt-4.1-mini',
  is_simulated: false,
  prompt_version: null,
  created_by: 'ci',
  repeats: 1,
  examples: 150,
  overall: 0.8,
  category_scores: {},
  required_failed: 0,
  cost_usd: null,
  judge_cost_usd: null,
  signature_hash: 'same',
  dataset_hash: 'same',
  tags: {},
  is_baseline: true,
  progress: null,
  error: null,
};
const baseline = (changes: Partial<RunSummary>) => ({ run: { ...RUN, ...changes } });

describe('baselineChanges', () => {
  it('compares each with the one before it, where both were made alike', () => {
    const changes = baselineChanges([
      baseline({ overall: 0.85 }),
      baseline({ overall: 0.8 }),
      baseline({ overall: 0.7, signature_hash: 'other' }),
      baseline({ overall: null, signature_hash: 'other' }),
    ]);
    expect(changes.map((change) => change?.toFixed(3) ?? null)).toEqual(['0.050', null, null, null]);
  });
});

describe('promotionEffect', () => {
  it('names the run that steps back', () => {
    expect(promotionEffect(RUN, baseline({ overall: 0.81, examples: 1 }))).toEqual({
      replaced: { id: RUN.id, model: 'gpt-4.1-mini', overall: '0.810', examples: '1 example' },
      isIncomparable: false,
    });
  });

  it('warns of another signature, but not when there is no baseline', () => {
    expect(promotionEffect(RUN, baseline({ signature_hash: 'other' })).isIncomparable).toBe(true);
    expect(promotionEffect(RUN, null)).toEqual({ replaced: null, isIncomparable: false });
  });
});

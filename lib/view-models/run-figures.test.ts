import { describe, expect, it } from 'vitest';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { prepareRunFigures } from './run-figures.ts';

const none = { n: 0, missing: 0, mean: null, sd: null };
const run: RunDetail = {
  ...{ id: '0199d3a0-0000-7000-8000-000000000001', created_at: '2026-11-20T12:00:00.000Z' },
  ...{ started_at: null, finished_at: null, state: 'finished', quality: 'degraded', reasons: [] },
  ...{ source: 'upload', model: 'm', is_simulated: false, prompt_version: null, created_by: 'ci' },
  ...{ repeats: 1, examples: 30, overall: 0.766, category_scores: {}, required_failed: 1 },
  ...{ cost_usd: 0.5, judge_cost_usd: null, signature_hash: null, dataset_hash: null, tags: {} },
  ...{ is_baseline: false, progress: null, error: null, signature: null, dataset: null },
  overall_metrics: {
    composite: none,
    embedding: { ...none, missing: 30 },
    rouge_l: { n: 29, missing: 1, mean: 0.5, sd: 0.1 },
    judge_score: { n: 30, missing: 0, mean: 0.9, sd: null },
    criteria: {},
  },
  categories: {},
  checks: { checks: 12, passed: 10, required: 8, required_failed: 1 },
  metrics: { latency_p50_ms: 640, latency_p95_ms: 2_100 },
  ...{ params: {}, usage: null, canaries: [], steps: [], artifacts: [] },
  distribution: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
};
const figuresOf = (changes: Partial<RunDetail> = {}, overall = 0.8) =>
  new Map(
    prepareRunFigures({ ...run, ...changes }, { overall, perCategory: 0.72 }).map((figure) => [
      figure.name,
      figure,
    ]),
  );

describe('prepareRunFigures', () => {
  it('measures the overall score by its threshold', () => {
    const overall = (score: number | null, threshold = 0.8) =>
      figuresOf({ overall: score }, threshold).get('Overall score');
    expect(overall(0.766)).toMatchObject({ isAlarming: true, notes: ['0.034 below the threshold of 0.80'] });
    expect(overall(0.9)).toMatchObject({ isAlarming: false, notes: ['0.100 above the threshold of 0.80'] });
    expect(overall(0.1 + 0.2, 0.3)).toMatchObject({ isAlarming: false, notes: ['at the threshold of 0.30'] });
    expect(overall(null)).toMatchObject({ value: '–', isAlarming: false, notes: ['no example has a score'] });
  });

  it('measures the score of a void run by nothing', () => {
    expect(figuresOf({ quality: 'void', overall: 0.9 }).get('Overall score')).toMatchObject({
      value: '0.900',
      score: null,
      threshold: null,
      notes: ['void: it means nothing'],
    });
  });

  it('says how many scores each metric rests on, and what is missing', () => {
    const figures = figuresOf();
    expect(figures.get('ROUGE-L')?.notes).toEqual(['n = 29', 'sd 0.100', '1 missing']);
    expect(figures.get('BERTScore F1')).toMatchObject({ value: '–', notes: ['not computed', '30 missing'] });
  });

  it('counts required checks; a failed one is an alarm', () => {
    expect(figuresOf().get('Required checks')).toMatchObject({
      value: '7 / 8',
      notes: ['1 failed', '10 of all 12 passed'],
      isAlarming: true,
    });
    const checks = { checks: 0, passed: 0, required: 0, required_failed: 0 };
    expect(figuresOf({ checks }).get('Required checks')).toMatchObject({ value: '–', isAlarming: false });
    const optional = { checks: 2, passed: 1, required: 0, required_failed: 0 };
    expect(figuresOf({ checks: optional }).get('Required checks')).toMatchObject({ value: 'none' });
  });

  it('has latency where it was measured, and no total of an unknown price', () => {
    expect(figuresOf().get('Latency, median')).toMatchObject({
      value: '640 ms',
      notes: ['95th percentile 2.10 s'],
    });
    expect(figuresOf({ metrics: {} }).get('Latency, median')).toMatchObject({ value: '–', notes: [] });
    expect(figuresOf().get('Cost')).toMatchObject({
      value: 'unknown',
      notes: ['answers $0.500', 'judge unknown'],
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { Overview } from '#lib/contracts/overview.ts';
import { prepareFigures } from './overview-cards.ts';

const overview: Overview = {
  from: '2026-11-19T12:00:00.000Z',
  to: '2026-11-20T12:00:00.000Z',
  is_simulating: false,
  current_model: 'a',
  candidate_model: 'b',
  judge_model: 'c',
  shadow_percentage: 5,
  requests: { total: 2000, ok: 1990, error: 6, timeout: 2, aborted: 2, sampled: 97 },
  shadow: {
    scored: 90,
    missing: 3,
    prod_score_mean: 0.9123,
    shadow_score_mean: 0.8,
    delta_mean: -0.1123,
    delta_interval: null,
  },
};

describe('prepareFigures', () => {
  it('counts errors and timeouts as failed, and callers that went away apart', () => {
    const { requests } = prepareFigures(overview);
    expect(requests).toEqual({
      value: '2,000',
      notes: ['8 failed (0.4%)', '2 aborted'],
      isAlarming: false,
    });
    const many = { ...overview, requests: { ...overview.requests, error: 18 } };
    expect(prepareFigures(many).requests.isAlarming).toBe(true);
  });

  it('puts the sampled share beside the configured one', () => {
    expect(prepareFigures(overview).sampled).toEqual({
      value: '4.9%',
      notes: ['97 of 2,000', '5% configured'],
    });
  });

  it('shows means with their n and what is missing', () => {
    const { production, shadow } = prepareFigures(overview);
    expect(production).toEqual({ value: '0.912', notes: ['n = 90 scored'] });
    expect(shadow).toEqual({ value: '0.800', notes: ['n = 90 scored', '3 missing'] });
  });

  it('is calm and divides nothing by zero without requests', () => {
    const none = { total: 0, ok: 0, error: 0, timeout: 0, aborted: 0, sampled: 0 };
    const figures = prepareFigures({ ...overview, requests: none });
    expect(figures.requests).toEqual({ value: '0', notes: ['none failed'], isAlarming: false });
    expect(figures.sampled.value).toBe('0%');
  });
});

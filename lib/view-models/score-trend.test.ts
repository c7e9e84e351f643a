import { describe, expect, it } from 'vitest';
import type { OverviewScores, ScorePoint } from '#lib/contracts/overview-scores.ts';
import { prepareScoreTrend, versionName } from './score-trend.ts';
import { prepareVersionHeat } from './version-heat.ts';

const NOON = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;

function point(changes: Partial<ScorePoint> & { ms?: number } = {}): ScorePoint {
  const { ms = NOON, ...rest } = changes;
  return {
    ...{
      run_id: 'r1',
      ts: new Date(ms).toISOString(),
      model: 'm',
      prompt_version: null,
      is_simulated: false,
    },
    ...{ quality: 'complete', env: null, is_baseline: false, overall: 0.8, bump: null },
    interval: { low: 0.78, high: 0.82, confidence: 0.95 },
    categories: { tone_consistency: 0.7 },
    ...rest,
  };
}

function scores(points: readonly ScorePoint[], changes: Partial<OverviewScores> = {}): OverviewScores {
  return {
    ...{ from: new Date(NOON - 24 * HOUR).toISOString(), to: new Date(NOON).toISOString(), env: null },
    thresholds: { overall: 0.8, per_category_min: 0.72, regression_alert_delta: 0.05 },
    ...{ categories: ['tone_consistency'], runs: points.length, points: [...points], versions: [] },
    ...{ latest_ts: null, ...changes },
  };
}

describe('prepareScoreTrend', () => {
  it('draws runs with bands, bumps, the baseline, and both thresholds in view', () => {
    const trend = prepareScoreTrend(
      scores([
        point({ ms: NOON - HOUR, is_baseline: true, overall: 0.95, interval: null }),
        point({ bump: 'model_and_prompt', overall: 0.94, categories: {} }),
      ]),
    );
    expect(trend.lines).toEqual(['Tone consistency']);
    expect(
      trend.points.map(({ band, bump, isBaseline, categories }) => ({ band, bump, isBaseline, categories })),
    ).toEqual([
      { band: null, bump: null, isBaseline: true, categories: [0.7] },
      { band: [0.78, 0.82], bump: 'new model and prompt', isBaseline: false, categories: [null] },
    ]);
    expect(trend.scores.domain[0]).toBeLessThanOrEqual(0.7);
    expect(trend.scores.domain[1]).toBeGreaterThanOrEqual(0.95);
    expect(trend.timeDomain[0]).toBeLessThan(NOON - HOUR);
    expect(trend.timeDomain[1]).toBeGreaterThan(NOON);
    expect(trend.summary).toContain('2 runs, the latest with an overall score of 0.940');
    expect(trend.note).toBeNull();
  });

  it('counts a score at the threshold as not below', () => {
    const trend = prepareScoreTrend(scores([point({ overall: 0.8 }), point({ overall: 0.7999 })]));
    expect(trend.summary).toContain('1 below the threshold of 0.80');
  });

  it('says when not every run is drawn', () => {
    expect(prepareScoreTrend(scores([point()], { runs: 5_000 })).note).toContain('1 of 5,000 runs');
  });

  it('is nothing of nothing', () => {
    expect(prepareScoreTrend(scores([])).summary).toBe('No scored runs in this range.');
  });

  it('names versions', () => {
    expect(versionName({ model: 'm', prompt_version: null })).toBe('m');
    expect(versionName({ model: 'm', prompt_version: 'support@2' })).toBe('m · support@2');
  });
});

describe('prepareVersionHeat', () => {
  it('colours each score by the distance from its own threshold, and keeps what is missing apart', () => {
    const version = {
      model: 'm',
      prompt_version: null,
      run_id: 'r1',
      ts: new Date(NOON).toISOString(),
      runs: 2,
    };
    const { columns, rows } = prepareVersionHeat(
      scores([], {
        categories: ['tone_consistency', 'other'],
        versions: [{ ...version, overall: 0.75, categories: { tone_consistency: 0.75, other: null } }],
      }),
    );
    expect(columns).toMatchObject([{ runId: 'r1', model: 'm', runs: '2 runs' }]);
    expect(rows.map(({ name, cells }) => [name, cells[0]?.heat.side, cells[0]?.heat.text])).toEqual([
      ['Overall', 'below', '.75'],
      ['Tone consistency', 'above', '.75'],
      ['Other', 'none', '–'],
    ]);
    expect(rows[1]?.cells[0]?.label).toBe('Tone consistency, m');
  });
});

import type { ShadowDecision } from '#lib/contracts/shadow-decision.ts';
import { follow, NEW_STREAM, streamReport } from '#lib/domain/sequential/shadow-report.ts';

const SETTINGS = { margin: 0.05, alpha: 0.05, minSamples: 20, maxSamples: 1_000 };

/** A decision on so many observations that all differ by as much. */
export function decisionOf(delta: number, n: number, changes: Partial<ShadowDecision> = {}): ShadowDecision {
  const series: ShadowDecision['series'] = [];
  let stream = NEW_STREAM;
  for (let i = 1; i <= n; i += 1) {
    stream = follow(stream, delta, SETTINGS);
    series.push({
      n: i,
      ts: new Date(i * 1_000).toISOString(),
      mean_delta: delta,
      low: 2 * stream.confidence.low - 1,
      high: 2 * stream.confidence.high - 1,
      promote_log_wealth: stream.decision.promote.logWealth,
      roll_back_log_wealth: stream.decision.rollBack.logWealth,
    });
  }
  const overall = streamReport(stream, SETTINGS);
  return {
    candidate_model: 'candidate',
    judge_model: 'judge',
    rubric_version: 'shadow@0f3a9c77',
    production_models: [{ model: 'prod', exchanges: n }],
    decision: overall.decision,
    reasons: [overall.reason],
    settings: {
      margin: 0.05,
      alpha: 0.05,
      min_samples: 20,
      max_samples: 1_000,
      min_window_days: 7,
      divergence_similarity: 0.3,
      max_divergence_rate: null,
      session_gap_minutes: 30,
    },
    first_ts: null,
    last_ts: null,
    window_days: 8,
    exchanges: n,
    missing: 2,
    pending: 1,
    late: 0,
    catching_up: null,
    divergence: { compared: n, diverging: 0, rate: n === 0 ? null : 0 },
    overall,
    strata: [],
    series,
    ...changes,
  };
}

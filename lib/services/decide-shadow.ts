import type { DecisionPoint, ShadowDecision } from '#lib/contracts/shadow-decision.ts';
import { finalDecision } from '#lib/domain/sequential/final-decision.ts';
import { observationsOf, type Observation } from '#lib/domain/sequential/observations.ts';
import type { DecisionSettings } from '#lib/domain/sequential/shadow-decision.ts';
import { follow, NEW_STREAM, streamReport, type ShadowStream } from '#lib/domain/sequential/shadow-report.ts';
import type { Context } from './context.ts';
import { readShadowSamples, type ShadowSamples } from './read-shadow-samples.ts';

type DecideContext = Pick<Context, 'pool' | 'config' | 'models' | 'clock'>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MOST_POINTS = 300;
const MOST_STRATA = 20;

/**
 * Whether the candidate may replace production: both bets, the confidence sequence, divergence and use cases, computed
 * from the settled evaluations in the order of their requests. The same exchanges give the same decision in whatever
 * order their jobs ended, and another candidate, judge or rubric begins anew.
 */
export async function decideShadow(ctx: DecideContext): Promise<ShadowDecision> {
  const { shadow, scorer, rubrics } = ctx.config;
  const { promotion } = shadow;
  const nowMs = ctx.clock.nowMs();
  const candidate = shadow.candidate_model === null ? null : ctx.models.route(shadow.candidate_model).label;
  const judge = ctx.models.route(scorer.judge_model).label;
  const samples = await readShadowSamples(ctx, {
    ...{ candidate, judge, rubric: rubrics.shadow.version, nowMs },
    divergenceSimilarity: promotion.divergence_similarity,
  });
  const observations = observationsOf(samples.items, {
    gapMs: promotion.session_gap_minutes * MINUTE_MS,
    nowMs: samples.settledUntilMs,
  });
  const settings: DecisionSettings = {
    margin: promotion.score_tolerance,
    alpha: promotion.alpha,
    minSamples: promotion.min_samples,
    maxSamples: promotion.max_samples,
  };
  const { stream, series } = followAll(observations, settings);
  const overall = streamReport(stream, settings);
  const strata = strataOf(observations, settings);
  const divergence = divergenceOf(samples);
  const windowDays = windowOf(samples);
  return {
    candidate_model: candidate,
    judge_model: judge,
    rubric_version: rubrics.shadow.version,
    production_models: samples.productionModels,
    ...finalDecision(
      overall,
      {
        windowDays,
        divergenceRate: divergence.rate,
        strata: strata.map(({ use_case: name, report }) => ({ name, report })),
      },
      { minWindowDays: promotion.min_window_days, maxDivergenceRate: promotion.max_divergence_rate },
    ),
    settings: {
      margin: settings.margin,
      alpha: settings.alpha,
      min_samples: settings.minSamples,
      max_samples: settings.maxSamples,
      min_window_days: promotion.min_window_days,
      divergence_similarity: promotion.divergence_similarity,
      max_divergence_rate: promotion.max_divergence_rate,
      session_gap_minutes: promotion.session_gap_minutes,
    },
    first_ts: isoOf(samples.items[0]?.atMs),
    last_ts: isoOf(samples.items.at(-1)?.atMs),
    window_days: windowDays,
    exchanges: samples.items.length,
    missing: samples.missing,
    pending: samples.pending,
    divergence,
    overall,
    strata,
    series,
  };
}

function followAll(
  observations: readonly Observation[],
  settings: DecisionSettings,
): { stream: ShadowStream; series: DecisionPoint[] } {
  const every = Math.ceil(observations.length / MOST_POINTS);
  const series: DecisionPoint[] = [];
  let stream = NEW_STREAM;
  observations.forEach(({ atMs, delta }, index) => {
    stream = follow(stream, delta, settings);
    // Counted from the end, so that the last one is always there.
    if ((observations.length - 1 - index) % every === 0) series.push(pointOf(stream, atMs));
  });
  return { stream, series };
}

function pointOf({ decision, confidence }: ShadowStream, atMs: number): DecisionPoint {
  return {
    n: decision.n,
    ts: new Date(atMs).toISOString(),
    mean_delta: decision.sum / decision.n,
    low: 2 * confidence.low - 1,
    high: 2 * confidence.high - 1,
    promote_log_wealth: decision.promote.logWealth,
    roll_back_log_wealth: decision.rollBack.logWealth,
  };
}

/** The largest use cases, each with its share of the risk; nothing when there is only one. */
function strataOf(
  observations: readonly Observation[],
  settings: DecisionSettings,
): ShadowDecision['strata'] {
  const byName = new Map<string, Observation[]>();
  for (const observation of observations) {
    if (observation.stratum === null) continue;
    const list = byName.get(observation.stratum) ?? [];
    list.push(observation);
    byName.set(observation.stratum, list);
  }
  const largest = [...byName].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const chosen = largest.slice(0, MOST_STRATA);
  if (chosen.length < 2) return [];
  const own = { ...settings, alpha: settings.alpha / chosen.length };
  return chosen.map(([name, items]) => {
    let stream = NEW_STREAM;
    for (const { delta } of items) stream = follow(stream, delta, own);
    return { use_case: name, report: streamReport(stream, own) };
  });
}

function divergenceOf({ compared, diverging }: ShadowSamples): ShadowDecision['divergence'] {
  return { compared, diverging, rate: compared === 0 ? null : diverging / compared };
}

function windowOf({ items }: ShadowSamples): number {
  const [first, last] = [items[0], items.at(-1)];
  return first && last ? (last.atMs - first.atMs) / DAY_MS : 0;
}

const isoOf = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString();

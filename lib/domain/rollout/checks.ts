import { binOf, sketchQuantile, type LatencySketch } from '../telemetry/latency-sketch.ts';
import { shareOf, type ArmFigures } from './arm-figures.ts';
import { counted, milliseconds, percent, score } from '../text/figures.ts';
import type { HealthCheck } from './health-report.ts';
import { meanSequence } from './mean-sequence.ts';
import type { RolloutPlan } from './plan.ts';
import { rateSequence } from './rate-sequence.ts';

type Limits = RolloutPlan['health'];

interface Sides {
  canary: ArmFigures;
  control: ArmFigures;
}

/**
 * The candidate against control over the same window. `bad` is proven: it holds, at every look at once, with the plan's
 * risk, which the three checks and their two sides share equally. It needs as much data as `good` does, for failures come
 * in bursts; the trigger `broken` is there for what can't wait.
 */
export function compareSides(sides: Sides, limits: Limits): HealthCheck[] {
  const risk = limits.alpha / 6;
  return [
    checkErrors(sides, limits, risk),
    checkLatency(sides, limits, risk),
    ...(limits.min_scores === 0 ? [] : [checkQuality(sides, limits, risk)]),
  ];
}

function checkErrors({ canary, control }: Sides, limits: Limits, risk: number): HealthCheck {
  const rate = shareOf(canary.errors, canary.requests);
  const normal = shareOf(control.errors, control.requests);
  const canaryInterval = rateSequence(canary.errors, canary.requests, risk);
  const controlInterval = rateSequence(control.errors, control.requests, risk);
  const limit = normal === null ? null : Math.min(1, normal + limits.max_error_rate_increase);
  const base = {
    metric: 'error_rate' as const,
    ...{ canary: rate, control: normal, canaryN: canary.requests, controlN: control.requests },
    ...{ canaryInterval, controlInterval, limit },
  };
  const missing = missingRequests(base, limits);
  if (missing !== null || rate === null || normal === null || limit === null)
    return { ...base, verdict: 'not_enough_data', reason: missing ?? 'There are no requests.' };
  if (canaryInterval.low > controlInterval.high + limits.max_error_rate_increase)
    return {
      ...base,
      verdict: 'bad',
      reason: `${percent(rate)} of the candidate's requests failed, and that isn't chance: control fails in at most ${percent(controlInterval.high)}.`,
    };
  return rate <= limit + 1e-12
    ? {
        ...base,
        verdict: 'good',
        reason: `${percent(rate)} failed, at most ${percent(limit)} may (control: ${percent(normal)}).`,
      }
    : {
        ...base,
        verdict: 'unclear',
        reason: `${percent(rate)} failed, above the ${percent(limit)} that may; more requests must tell whether it is chance.`,
      };
}

/** So many of 100 requests may be slower than the 99th percentile. */
const TAIL = 0.01;

function checkLatency({ canary, control }: Sides, limits: Limits, risk: number): HealthCheck {
  const p99 = sketchQuantile(canary.latency, 1 - TAIL);
  const normal = sketchQuantile(control.latency, 1 - TAIL);
  const limit = normal === null ? null : normal * limits.max_p99_ratio;
  const base = {
    metric: 'latency' as const,
    ...{ canary: p99, control: normal, canaryN: countOf(canary.latency), controlN: countOf(control.latency) },
    ...{ canaryInterval: null, controlInterval: null, limit },
  };
  const missing = missingRequests(base, limits);
  if (missing !== null || p99 === null || limit === null)
    return { ...base, verdict: 'not_enough_data', reason: missing ?? 'No request was answered.' };
  if (p99 <= limit)
    return {
      ...base,
      verdict: 'good',
      reason: `The slowest hundredth begins at ${milliseconds(p99)}; the limit is ${milliseconds(limit)}.`,
    };
  // More than a hundredth beyond the limit is what a 99th percentile beyond it means, and counts can be tested.
  const slow = countAbove(canary.latency, limit);
  const isProven = rateSequence(slow, base.canaryN, risk).low > TAIL;
  return {
    ...base,
    verdict: isProven ? 'bad' : 'unclear',
    reason: isProven
      ? `${slow} of ${counted(base.canaryN, 'request')} took longer than ${milliseconds(limit)} (${limits.max_p99_ratio} times control's 99th percentile), and that isn't chance.`
      : `The slowest hundredth begins at ${milliseconds(p99)}, above ${milliseconds(limit)}; more requests must tell whether it is chance.`,
  };
}

function checkQuality({ canary, control }: Sides, limits: Limits, risk: number): HealthCheck {
  const mean = shareOf(canary.scores.sum, canary.scores.n);
  const normal = shareOf(control.scores.sum, control.scores.n);
  const canaryInterval = meanSequence(canary.scores, risk);
  const controlInterval = meanSequence(control.scores, risk);
  const limit = normal === null ? null : Math.max(0, normal - limits.max_quality_drop);
  const base = {
    metric: 'quality' as const,
    ...{ canary: mean, control: normal, canaryN: canary.scores.n, controlN: control.scores.n },
    ...{ canaryInterval, controlInterval, limit },
  };
  const fewest = Math.min(base.canaryN, base.controlN);
  if (fewest < limits.min_scores || mean === null || limit === null)
    return {
      ...base,
      verdict: 'not_enough_data',
      reason: `${counted(base.canaryN, 'judged answer')} of the candidate and ${base.controlN} of control; ${limits.min_scores} of each are needed.`,
    };
  if (canaryInterval.high < controlInterval.low - limits.max_quality_drop)
    return {
      ...base,
      verdict: 'bad',
      reason: `The judge gives the candidate ${score(mean)}, and control at least ${score(controlInterval.low)}: that isn't chance.`,
    };
  return mean >= limit - 1e-12
    ? {
        ...base,
        verdict: 'good',
        reason: `The judge gives ${score(mean)}; at least ${score(limit)} is asked for.`,
      }
    : {
        ...base,
        verdict: 'unclear',
        reason: `The judge gives ${score(mean)}, below ${score(limit)}; more judged answers must tell whether it is chance.`,
      };
}

function missingRequests(
  { canaryN, controlN }: Pick<HealthCheck, 'canaryN' | 'controlN'>,
  { min_requests: needed }: Limits,
): string | null {
  if (Math.min(canaryN, controlN) >= needed) return null;
  return `${counted(canaryN, 'request')} of the candidate and ${controlN.toLocaleString('en-US')} of control; ${needed} of each are needed.`;
}

const countOf = ({ counts }: LatencySketch): number => counts.reduce((sum, count) => sum + count, 0);

/** Values in bins above that of the limit: one in the limit's own bin is within its accuracy. */
function countAbove({ bins, counts }: LatencySketch, limitMs: number): number {
  const limitBin = binOf(limitMs);
  return bins.reduce((sum, bin, index) => sum + (bin > limitBin ? (counts[index] ?? 0) : 0), 0);
}

import { sketchQuantile } from '../telemetry/latency-sketch.ts';
import { earliest, MINUTE_MS, minuteOf, shareOf, sumMinutes, type ArmFigures } from './arm-figures.ts';
import { counted, milliseconds, percent, score } from '../text/figures.ts';
import type { ArmMinute, TriggerName, TriggerReading } from './health-report.ts';
import type { RolloutPlan } from './plan.ts';
import { logExcessEvidence } from './rate-sequence.ts';

type Triggers = RolloutPlan['triggers'];

/** Reads the conditions that take a candidate back, whatever control does. */
export function readTriggers(
  triggers: Triggers,
  canary: readonly ArmMinute[],
  stepStartedMs: number,
  nowMs: number,
): TriggerReading[] {
  const { broken, error_rate: errorRate, latency, quality } = triggers;
  return [
    ...(broken ? [readBroken(broken, canary, stepStartedMs, nowMs)] : []),
    ...(errorRate
      ? [
          readSustained(canary, nowMs, {
            ...{ name: 'error_rate', limit: errorRate.limit, least: errorRate.min_requests },
            windowMinutes: errorRate.for_minutes,
            valueOf: ({ errors, requests }) => shareOf(errors, requests),
            countOf: ({ requests }) => requests,
            isWrong: (value, limit) => value > limit + 1e-12,
            firstBadOf: ({ firstErrorMs }) => firstErrorMs,
            say: (value) => `${percent(value)} of requests failed`,
            sayLimit: (limit) => `above ${percent(limit)}`,
            noun: 'request',
          }),
        ]
      : []),
    ...(latency
      ? [
          readSustained(canary, nowMs, {
            ...{ name: 'latency', limit: latency.p99_ms, least: latency.min_requests },
            windowMinutes: latency.for_minutes,
            valueOf: ({ latency: sketch }) => sketchQuantile(sketch, 0.99),
            countOf: ({ latency: { counts } }) => counts.reduce((sum, count) => sum + count, 0),
            isWrong: (value, limit) => value > limit,
            firstBadOf: ({ firstSlowMs }) => firstSlowMs,
            say: (value) => `the 99th percentile was ${milliseconds(value)}`,
            sayLimit: (limit) => `above ${milliseconds(limit)}`,
            noun: 'request',
          }),
        ]
      : []),
    ...(quality
      ? [
          readSustained(canary, nowMs, {
            ...{ name: 'quality', limit: quality.limit, least: quality.min_scores },
            windowMinutes: quality.for_minutes,
            valueOf: ({ scores }) => shareOf(scores.sum, scores.n),
            countOf: ({ scores }) => scores.n,
            isWrong: (value, limit) => value < limit - 1e-12,
            firstBadOf: ({ minuteMs }) => minuteMs,
            say: (value) => `the judge's mean was ${score(value)}`,
            sayLimit: (limit) => `below ${score(limit)}`,
            noun: 'judged answer',
          }),
        ]
      : []),
  ];
}

/** Minutes of the shorter window that `broken` looks at beside the whole step. */
const RECENT_MINUTES = 5;

/** Over the step, and over the last minutes alone, so that a candidate that breaks late isn't shielded by its past. */
function readBroken(
  { limit, alpha, min_errors: least }: NonNullable<Triggers['broken']>,
  canary: readonly ArmMinute[],
  stepStartedMs: number,
  nowMs: number,
): TriggerReading {
  const recentMs = minuteOf(nowMs) - (RECENT_MINUTES - 1) * MINUTE_MS;
  const windows = [minuteOf(stepStartedMs), Math.max(recentMs, minuteOf(stepStartedMs))].map((fromMs) => {
    const figures = sumMinutes(canary.filter(({ minuteMs }) => minuteMs >= fromMs));
    const { errors, requests } = figures;
    return { figures, evidence: errors < least ? -Infinity : logExcessEvidence(errors, requests, limit) };
  });
  const [whole, recent] = windows;
  const worst = recent && whole && recent.evidence > whole.evidence ? recent : whole;
  const { errors, requests, firstErrorMs } = (worst?.figures ?? sumMinutes([])) satisfies ArmFigures;
  // Two windows share the risk.
  const isFiring = worst !== undefined && worst.evidence >= Math.log(2 / alpha);
  return {
    ...{
      name: 'broken',
      value: shareOf(errors, requests),
      limit,
      n: requests,
      windowMinutes: null,
      isFiring,
    },
    firstBadMs: isFiring ? firstErrorMs : null,
    reason: isFiring
      ? `${errors} of ${counted(requests, 'request')} failed: if at most ${percent(limit)} did, that would be less likely than ${alpha}.`
      : `${errors} of ${counted(requests, 'request')} failed, which doesn't prove more than ${percent(limit)}.`,
  };
}

interface Sustained {
  name: TriggerName;
  limit: number;
  windowMinutes: number;
  /** Least number of values in the window; half of them in each half. */
  least: number;
  valueOf: (figures: ArmFigures) => number | null;
  countOf: (figures: ArmFigures) => number;
  isWrong: (value: number, limit: number) => boolean;
  firstBadOf: (minute: ArmMinute) => number | null;
  say: (value: number) => string;
  sayLimit: (limit: number) => string;
  noun: string;
}

/** Fires when the value was on the wrong side in the whole window and in both halves of it: a single burst isn't enough. */
function readSustained(canary: readonly ArmMinute[], nowMs: number, rule: Sustained): TriggerReading {
  const { name, limit, windowMinutes, least, valueOf, countOf, isWrong } = rule;
  const fromMs = minuteOf(nowMs - windowMinutes * MINUTE_MS);
  const middleMs = (fromMs + nowMs) / 2;
  const window = canary.filter(({ minuteMs }) => minuteMs >= fromMs);
  const whole = sumMinutes(window);
  const n = countOf(whole);
  // A window that began before the candidate did isn't over.
  const isOver = canary.some(({ minuteMs, requests }) => requests > 0 && minuteMs <= fromMs);
  const value = n < least || !isOver ? null : valueOf(whole);
  const reading = { name, limit, n, windowMinutes, value };
  const halves =
    windowMinutes <= 1
      ? [whole]
      : [
          sumMinutes(window.filter(({ minuteMs }) => minuteMs < middleMs)),
          sumMinutes(window.filter(({ minuteMs }) => minuteMs >= middleMs)),
        ];
  const isFiring =
    value !== null &&
    isWrong(value, limit) &&
    halves.every((half) => {
      const halfValue = valueOf(half);
      return countOf(half) >= least / (2 * halves.length) && halfValue !== null && isWrong(halfValue, limit);
    });
  if (value === null)
    return {
      ...{ ...reading, isFiring, firstBadMs: null },
      reason:
        n < least
          ? `${counted(n, rule.noun)} in ${windowMinutes} min; ${least} are needed.`
          : `The candidate has not been in traffic for ${windowMinutes} min yet.`,
    };
  const said = `In the last ${windowMinutes} min ${rule.say(value)}`;
  return {
    ...reading,
    isFiring,
    firstBadMs: isFiring ? beginOf(canary, fromMs, rule) : null,
    reason: isFiring
      ? `${said}, ${rule.sayLimit(limit)}, in both halves of it.`
      : isWrong(value, limit)
        ? `${said}, ${rule.sayLimit(limit)}, but not in both halves of it.`
        : `${said}.`,
  };
}

/** When the trouble of a window began: it reaches back, minute by minute, as long as these were on the wrong side. */
function beginOf(canary: readonly ArmMinute[], fromMs: number, rule: Sustained): number | null {
  let begin = fromMs;
  for (const minute of canary.filter(({ minuteMs }) => minuteMs < fromMs).reverse()) {
    const value = rule.valueOf(sumMinutes([minute]));
    if (value === null || !rule.isWrong(value, rule.limit)) break;
    begin = minute.minuteMs;
  }
  return earliest(canary.filter(({ minuteMs }) => minuteMs >= begin).map(rule.firstBadOf));
}

import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { sumMinutes } from '#lib/domain/rollout/arm-figures.ts';
import type { ArmMinute } from '#lib/domain/rollout/health-report.ts';
import { sketchQuantile } from '#lib/domain/telemetry/latency-sketch.ts';
import { isoOf } from './health-item.ts';
import type { Arms } from './minutes.ts';

const MOST_POINTS = 500;

type Point = RolloutDetail['series'][number];

/** What a side did in some minutes, as the API shows it. */
export function armFigures(minutes: readonly ArmMinute[]): Point['canary'] {
  const { requests, errors, latency, scores, feedback } = sumMinutes(minutes);
  return {
    ...{ requests, errors, scores: scores.n, feedback: feedback.n, feedback_negative: feedback.negative },
    p99_ms: sketchQuantile(latency, 0.99),
    mean_score: scores.n === 0 ? null : scores.sum / scores.n,
  };
}

/**
 * Both sides over time: a point a span that had requests, or so many spans together that there are at most 500 points.
 *
 * @param arms with the length of their spans, such as a minute, in milliseconds
 * @param changes when the candidate's share of traffic became what, ascending
 */
export function seriesOf(
  { canary, control, spanMs }: Arms & { spanMs: number },
  changes: readonly { atMs: number; percentage: number }[],
): Point[] {
  const times = [...canary, ...control].map(({ minuteMs }) => minuteMs);
  if (times.length === 0) return [];
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  const span = Math.max(1, Math.ceil(((last - first) / spanMs + 1) / MOST_POINTS)) * spanMs;
  const bucketOf = ({ minuteMs }: ArmMinute) => first + Math.floor((minuteMs - first) / span) * span;
  const [ofCanary, ofControl] = [Map.groupBy(canary, bucketOf), Map.groupBy(control, bucketOf)];
  const buckets = [...new Set([...ofCanary.keys(), ...ofControl.keys()])].sort((a, b) => a - b);
  return buckets.map((bucket) => ({
    ts: isoOf(bucket),
    // As it was at the point's end: the steps of a staircase begin where they began.
    percentage: changes.findLast(({ atMs }) => atMs < bucket + span)?.percentage ?? 0,
    canary: armFigures(ofCanary.get(bucket) ?? []),
    control: armFigures(ofControl.get(bucket) ?? []),
  }));
}

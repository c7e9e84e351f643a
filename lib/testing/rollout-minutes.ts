import { binOf } from '#lib/domain/telemetry/latency-sketch.ts';
import type { ArmMinute } from '#lib/domain/rollout/health-report.ts';

const MINUTE_MS = 60_000;

/** What one side did in a minute, for tests. */
export interface MinuteOptions {
  requests?: number;
  errors?: number;
  /** Latency of all its requests. */
  latencyMs?: number;
  scores?: readonly number[];
  feedback?: number;
  negative?: number;
  firstErrorMs?: number;
  firstSlowMs?: number;
}

/** The minute with this number after `startMs`; 60 requests at 100 ms, without errors, by default. */
export function minuteAt(startMs: number, index: number, options: MinuteOptions = {}): ArmMinute {
  const { requests = 60, errors = 0, latencyMs = 100, scores = [], feedback = 0, negative = 0 } = options;
  const minuteMs = startMs + index * MINUTE_MS;
  return {
    ...{ minuteMs, requests, errors },
    latency: { bins: [binOf(latencyMs)], counts: [requests] },
    scores: {
      n: scores.length,
      sum: scores.reduce((sum, value) => sum + value, 0),
      squares: scores.reduce((sum, value) => sum + value * value, 0),
    },
    feedback: { n: feedback, negative },
    firstErrorMs: options.firstErrorMs ?? (errors > 0 ? minuteMs + 1_000 : null),
    firstSlowMs: options.firstSlowMs ?? null,
  };
}

/** So many minutes alike, from `startMs`. */
export const minutesAlike = (startMs: number, n: number, options?: MinuteOptions): ArmMinute[] =>
  Array.from({ length: n }, (_, index) => minuteAt(startMs, index, options));

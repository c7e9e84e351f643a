import type { TrafficFilter } from '#lib/contracts/traffic-filter.ts';
import type { TrafficFigures, TrafficSplit } from '#lib/contracts/traffic.ts';
import type { Context } from '../context.ts';
import type { TimeRange } from '../time-range.ts';

export type FiguresContext = Pick<Context, 'pool' | 'clock' | 'config'>;

export interface FiguresQuestion {
  filter: TrafficFilter;
  range: TimeRange;
  split: TrafficSplit;
  /** Null: the whole range is one. */
  bucketSeconds: number | null;
}

/** Figures of one group of exchanges, in one bucket of time where the question asks for buckets. */
export interface FigureRow {
  ts: Date | null;
  name: string | null;
  isRest: boolean;
  figures: TrafficFigures;
}

/** Groups beyond the largest are one group, the rest. */
export const MOST_GROUPS = 6;

/** Figures of no exchange at all. */
export const NO_FIGURES: TrafficFigures = {
  requests: 0,
  failures: 0,
  by_status: { ok: 0, error: 0, timeout: 0, aborted: 0 },
  latency_ms: { mean: null, p50: null, p90: null, p95: null, p99: null },
  input_tokens: 0,
  cached_input_tokens: 0,
  output_tokens: 0,
  tokens_unknown: 0,
  cost_usd: 0,
  cost_unknown: 0,
};

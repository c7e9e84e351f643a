import type { TrafficFigures, TrafficSeries } from '#lib/contracts/traffic.ts';
import { timeTicks } from './axis.ts';
import { formatCost, formatCount, formatLatency } from './format.ts';
import { valueAxis, type ValueAxis, type ValueKind } from './value-axis.ts';

export const trafficMeasures = ['requests', 'failures', 'latency', 'tokens', 'cost'] as const;
export type TrafficMeasure = (typeof trafficMeasures)[number];

/** A line of a chart; `index` chooses its colour and dashes. */
export interface TrafficLine {
  key: string;
  name: string;
  index: number;
}

export interface TrafficChart {
  lines: readonly TrafficLine[];
  /** Time and the value of each line; null where there was nothing to measure. */
  points: readonly ({ timeMs: number } & Record<string, number | null>)[];
  timeDomain: [number, number];
  timeTicks: readonly number[];
  /** Of a bucket, in milliseconds. */
  stepMs: number;
  values: ValueAxis;
  format: (value: number) => string;
  unit: string;
  summary: string;
  isEmpty: boolean;
}

const PERCENTILES = ['p50', 'p90', 'p95', 'p99'] as const;

const MEASURES: Record<
  TrafficMeasure,
  {
    unit: string;
    format: (value: number) => string;
    of: (item: TrafficFigures) => number | null;
    kind: ValueKind;
  }
> = {
  requests: { unit: 'requests', format: formatCount, of: (item) => item.requests, kind: 'count' },
  failures: {
    unit: 'share of requests',
    format: (share) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`,
    of: (item) => item.failures / item.requests,
    kind: 'share',
  },
  latency: { unit: 'latency', format: formatLatency, of: (item) => item.latency_ms.p95, kind: 'latency' },
  tokens: {
    unit: 'tokens',
    format: (count) => (count >= 10_000 ? `${formatCount(Math.round(count / 1_000))}k` : formatCount(count)),
    of: (item) => item.input_tokens + item.output_tokens,
    kind: 'count',
  },
  cost: {
    unit: 'US dollars',
    format: formatCost,
    // A bucket of which no cost is known has none, rather than zero.
    of: (item) => (item.cost_unknown === item.requests ? null : item.cost_usd),
    kind: 'cost',
  },
};

/** Whether nothing is there in a bucket counts as zero (volumes) or as a gap. */
const COUNTED: readonly TrafficMeasure[] = ['requests', 'tokens', 'cost'];

/** One measure over time, a line for each group; latency without groups has a line for each percentile. */
export function prepareTrafficChart(series: TrafficSeries, measure: TrafficMeasure): TrafficChart {
  const { unit, format, of, kind } = MEASURES[measure];
  const stepMs = series.bucket_seconds * 1_000;
  const [fromMs, toMs] = [Date.parse(series.from), Date.parse(series.to)];
  const values = new Map<string, Map<number, number | null>>();
  const lines: TrafficLine[] = [];
  const add = (name: string, group: TrafficSeries['groups'][number], valueOf: typeof of) => {
    const key = `line${lines.length}`;
    lines.push({ key, name, index: lines.length });
    values.set(key, new Map(group.items.map((item) => [Date.parse(item.ts), valueOf(item)])));
  };
  for (const group of series.groups) {
    if (measure === 'latency' && series.split === 'none')
      for (const name of PERCENTILES) add(name, group, (item) => item.latency_ms[name]);
    else if (measure === 'tokens' && series.split === 'none') {
      add('input', group, (item) => item.input_tokens);
      add('output', group, (item) => item.output_tokens);
    } else add(groupName(group, series.split), group, of);
  }
  const absent = COUNTED.includes(measure) ? 0 : null;
  const points = [];
  for (let timeMs = fromMs; timeMs <= toMs; timeMs += stepMs) {
    const point: { timeMs: number } & Record<string, number | null> = { timeMs };
    for (const { key } of lines)
      point[key] = values.get(key)?.get(timeMs) ?? (has(key, timeMs) ? null : absent);
    points.push(point);
  }
  function has(key: string, timeMs: number): boolean {
    return values.get(key)?.has(timeMs) ?? false;
  }
  const known = [...values.values()].flatMap((line) => [...line.values()].map((value) => value ?? 0));
  return {
    lines,
    points,
    stepMs,
    values: valueAxis(known, kind),
    timeDomain: [fromMs, Math.max(toMs, fromMs + 1)],
    timeTicks: timeTicks(fromMs, toMs),
    format,
    unit,
    summary: summaryOf(lines, values, format),
    isEmpty: lines.length === 0,
  };
}

/** What a group is called. */
function groupName(
  { name, is_rest: isRest }: { name: string | null; is_rest: boolean },
  split: TrafficSeries['split'],
): string {
  if (isRest) return 'all others';
  if (split === 'none') return 'all';
  return name ?? 'none';
}

function summaryOf(
  lines: readonly TrafficLine[],
  values: ReadonlyMap<string, ReadonlyMap<number, number | null>>,
  format: (value: number) => string,
): string {
  if (lines.length === 0) return 'No exchange in this range.';
  return lines
    .map(({ key, name }) => {
      const known = [...(values.get(key)?.values() ?? [])].filter((value) => value !== null);
      if (known.length === 0) return `${name}: nothing known.`;
      return `${name}: between ${format(Math.min(...known))} and ${format(Math.max(...known))}.`;
    })
    .join(' ');
}

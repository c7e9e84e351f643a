import type { FeedbackSummary } from '#lib/contracts/feedback.ts';
import type { LatencyHistogram, TrafficSummary } from '#lib/contracts/traffic.ts';
import { formatCost, formatCount, formatCountOf, formatLatency, formatShare } from './format.ts';

/** One figure with what puts it in proportion. */
export interface TrafficCard {
  name: string;
  value: string;
  note: string;
}

/** The figures above the charts. What is unknown is told apart, never counted as nothing. */
export function prepareTrafficCards(
  summary: TrafficSummary,
  feedback: FeedbackSummary | undefined,
): TrafficCard[] {
  const { requests, failures, latency_ms: latency } = summary;
  if (requests === 0) return [...emptyCards(), feedbackCard(feedback)];
  const knownCosts = requests - summary.cost_unknown;
  return [
    { name: 'Requests', value: formatCount(requests), note: `${formatCount(requests - failures)} ok` },
    {
      name: 'Failures',
      value: formatShare(failures / requests),
      note: failures === 0 ? 'none' : failureWords(summary),
    },
    {
      name: 'Latency, median',
      value: formatLatency(latency.p50),
      note: `p95 ${formatLatency(latency.p95)} · p99 ${formatLatency(latency.p99)}`,
    },
    {
      name: 'Tokens',
      value: formatCount(summary.input_tokens + summary.output_tokens),
      note: unknownWords(summary.tokens_unknown, `${formatCount(summary.output_tokens)} of them output`),
    },
    {
      name: 'Cost',
      value: knownCosts === 0 ? 'unknown' : formatCost(summary.cost_usd),
      note: unknownWords(summary.cost_unknown, 'all costs are known'),
    },
    feedbackCard(feedback),
  ];
}

/** Of no requests nothing can be said, not even that they cost nothing. */
function emptyCards(): TrafficCard[] {
  const names = ['Failures', 'Latency, median', 'Tokens', 'Cost'];
  return [
    { name: 'Requests', value: '0', note: 'none in this selection' },
    ...names.map((name) => ({ name, value: '–', note: 'no requests' })),
  ];
}

function failureWords({ by_status: { error, timeout, aborted } }: TrafficSummary): string {
  return Object.entries({ error, timeout, aborted })
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${formatCount(count)} ${status}`)
    .join(' · ');
}

function unknownWords(unknown: number, otherwise: string): string {
  return unknown === 0 ? otherwise : `${formatCountOf(unknown, 'exchange')} not known`;
}

function feedbackCard(feedback: FeedbackSummary | undefined): TrafficCard {
  const name = 'Thumbs up';
  if (feedback === undefined) return { name, value: '–', note: 'loading' };
  const { up, down, rated, requests } = feedback;
  if (up + down === 0) return { name, value: '–', note: 'no feedback' };
  const share = requests === 0 ? '' : ` (${formatShare(rated / requests)})`;
  return {
    name,
    value: formatShare(up / (up + down)),
    note: `${formatCountOf(rated, 'exchange')} rated${share}`,
  };
}

/** A bar of the latency histogram. */
export interface LatencyBar {
  fromMs: number;
  toMs: number | null;
  label: string;
  words: string;
  /** Percentage of the highest bar; of it, the failed part as a percentage of the bar. */
  height: number;
  failedHeight: number;
  count: number;
}

/** The bins as bars. */
export function prepareLatencyBars({ bins }: LatencyHistogram): LatencyBar[] {
  const highest = Math.max(1, ...bins.map(({ count }) => count));
  return bins.map(({ from_ms: fromMs, to_ms: toMs, count, failures }) => {
    const label =
      toMs === null ? `from ${formatLatency(fromMs)}` : `${formatLatency(fromMs)} to ${formatLatency(toMs)}`;
    const failed = failures === 0 ? '' : `, ${formatCount(failures)} failed`;
    return {
      ...{ fromMs, toMs, label, count },
      words: `${label}: ${formatCountOf(count, 'exchange')}${failed}`,
      height: (100 * count) / highest,
      failedHeight: count === 0 ? 0 : (100 * failures) / count,
    };
  });
}

import { trafficFilterKeys } from '#lib/contracts/traffic-filter.ts';
import { formatCount } from './format.ts';

/** Filters as the address has them, by the API's names. */
export type TrafficFilters = Readonly<Record<string, string>>;

interface ParamSource {
  get: (name: string) => string | null;
}

/** The filters in an address; the time range is the page's own. */
export function readTrafficFilters(params: ParamSource): TrafficFilters {
  return Object.fromEntries(
    trafficFilterKeys.flatMap((key) => {
      const value = params.get(key);
      return value === null ? [] : [[key, value]];
    }),
  );
}

/** What takes all filters out of an address. */
export const NO_FILTERS: Readonly<Record<string, null>> = Object.fromEntries(
  trafficFilterKeys.map((key) => [key, null]),
);

const LABELS: Readonly<Record<string, string>> = {
  user_id: 'User',
  session_id: 'Session',
  use_case: 'Use case',
  model: 'Model',
  prompt_version: 'Prompt version',
  variant: 'Variant',
  upstream: 'Upstream',
  status: 'Status',
  http_status: 'HTTP status',
  error_pattern: 'Error',
  search: 'Text',
  min_latency_ms: 'Latency from',
  max_latency_ms: 'Latency to',
  min_score: 'Score from',
  max_score: 'Score to',
  sampled: 'Sampled',
  feedback: 'Feedback',
};

/** A filter that is on, in words. */
export interface FilterChip {
  key: string;
  label: string;
  value: string;
}

/** The filters that are on, in the order of the form. */
export function prepareChips(filters: TrafficFilters): FilterChip[] {
  return Object.entries(filters).map(([key, value]) => ({
    key,
    label: LABELS[key] ?? key,
    value: valueWords(key, value),
  }));
}

function valueWords(key: string, value: string): string {
  if (value === '') return 'none';
  if (key === 'sampled') return value === 'true' ? 'yes' : 'no';
  if (key === 'status') return value.split(',').join(' or ');
  if (key.endsWith('_ms')) return Number.isFinite(Number(value)) ? `${formatCount(Number(value))} ms` : value;
  return value;
}

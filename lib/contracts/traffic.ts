import { z } from 'zod';
import { exchangeStatuses, withTrafficFilter } from './traffic-filter.ts';

export const trafficSplits = ['none', 'model', 'prompt_version', 'use_case'] as const;
export type TrafficSplit = (typeof trafficSplits)[number];

export const trafficQuerySchema = withTrafficFilter({
  split: z
    .enum(trafficSplits)
    .default('none')
    .meta({ description: 'What exchanges are grouped by: the six largest groups, and one of all others.' }),
});

const milliseconds = z.number().nullable();
const range = { from: z.iso.datetime(), to: z.iso.datetime() };

const source = z.enum(['rows', 'rollups']).meta({
  description:
    'rows: computed from every exchange, percentiles by linear interpolation. rollups: counts and sums are exact, percentiles and bins of latency within 1%.',
});

/** Figures of a set of exchanges. Sums leave out what is unknown, which is counted beside them. */
const figures = {
  requests: z.int(),
  failures: z.int().meta({ description: 'Exchanges that ended in error, timeout or aborted.' }),
  by_status: z.record(z.enum(exchangeStatuses), z.int()),
  latency_ms: z
    .object({
      mean: milliseconds,
      p50: milliseconds,
      p90: milliseconds,
      p95: milliseconds,
      p99: milliseconds,
    })
    .meta({ description: 'Of all exchanges, whatever their status.' }),
  input_tokens: z.int(),
  cached_input_tokens: z.int(),
  output_tokens: z.int(),
  tokens_unknown: z.int(),
  cost_usd: z.number(),
  cost_unknown: z.int().meta({ description: 'Exchanges whose cost is not known; it is not in the sum.' }),
};

const group = {
  name: z.string().nullable().meta({ description: 'Null for exchanges without any, and for the rest.' }),
  is_rest: z.boolean().meta({ description: 'All groups that are too small to be listed.' }),
};

const figuresSchema = z.object(figures);

export const trafficSummarySchema = z
  .object({
    ...range,
    source,
    ...figures,
    split: z.enum(trafficSplits),
    groups: z
      .array(figuresSchema.extend(group))
      .meta({ description: 'Largest first; empty without a split.' }),
  })
  .meta({ id: 'TrafficSummary' });

export const trafficSeriesSchema = z
  .object({
    ...range,
    source,
    bucket_seconds: z.int(),
    split: z.enum(trafficSplits),
    groups: z
      .array(z.object({ ...group, items: z.array(figuresSchema.extend({ ts: z.iso.datetime() })) }))
      .meta({ description: 'One group without a split. Buckets without exchanges are left out.' }),
  })
  .meta({ id: 'TrafficSeries' });

export const latencyHistogramSchema = z
  .object({
    ...range,
    source,
    total: z.int(),
    bins: z.array(
      z.object({
        from_ms: z.number(),
        to_ms: z.number().nullable().meta({ description: 'Null: without end.' }),
        count: z.int(),
        failures: z.int(),
      }),
    ),
  })
  .meta({ id: 'LatencyHistogram' });

export const failurePatternsSchema = z
  .object({
    ...range,
    total: z.int().meta({ description: 'Failures, those of patterns that are not listed too.' }),
    items: z.array(
      z.object({
        status: z.enum(exchangeStatuses),
        http_status: z.int().nullable(),
        pattern: z.string().meta({ description: 'The error with its ids and numbers replaced.' }),
        count: z.int(),
        first_at: z.iso.datetime(),
        last_at: z.iso.datetime(),
        last_id: z.uuid().nullable(),
      }),
    ),
  })
  .meta({ id: 'FailurePatterns' });

export const costQualitySchema = z
  .object({
    ...range,
    items: z.array(
      z.object({
        model: z.string(),
        prompt_version: z.string().nullable(),
        requests: z.int(),
        cost_unknown: z.int(),
        cost_mean_usd: z
          .number()
          .nullable()
          .meta({ description: 'For an exchange whose cost is known; null when none is.' }),
        scored: z.int(),
        score_mean: z.number().nullable(),
        score_interval: z
          .object({ low: z.number(), high: z.number(), confidence: z.number() })
          .nullable()
          .meta({ description: 'Student-t interval of the mean; null below two scores.' }),
      }),
    ),
  })
  .meta({ id: 'CostQuality' });

const valuesOf = z.array(z.string());

export const trafficValuesSchema = z
  .object({
    model: valuesOf,
    prompt_version: valuesOf,
    use_case: valuesOf,
    variant: valuesOf,
    upstream: valuesOf,
  })
  .meta({
    id: 'TrafficValues',
    description:
      'Up to 50 of each, most frequent first; empty for exchanges without any. All configured upstreams, and the simulator.',
  });

export type TrafficQuery = z.output<typeof trafficQuerySchema>;
export type TrafficFigures = z.infer<typeof figuresSchema>;
export type TrafficSummary = z.infer<typeof trafficSummarySchema>;
export type TrafficSeries = z.infer<typeof trafficSeriesSchema>;
export type LatencyHistogram = z.infer<typeof latencyHistogramSchema>;
export type FailurePatterns = z.infer<typeof failurePatternsSchema>;
export type CostQuality = z.infer<typeof costQualitySchema>;
export type TrafficValues = z.infer<typeof trafficValuesSchema>;

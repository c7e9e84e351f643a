import { z } from 'zod';
import { timeRangeQuerySchema } from './page.ts';
import { decimalNumber } from './decimal-number.ts';

/** How an exchange ended. */
export const exchangeStatuses = ['ok', 'error', 'timeout', 'aborted'] as const;
const feedbackFilters = ['up', 'down', 'any', 'none'] as const;

const NONE = 'Exactly this one; an empty value stands for exchanges without any.';
const name = z.string().max(16_384);
const milliseconds = decimalNumber(z.number().min(0).max(1e9));
const score = decimalNumber(z.number().min(0).max(1));
const statusList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(exchangeStatuses)).min(1));

/** What every question about traffic may be narrowed down by; filters combine. The last 24 hours by default. */
const trafficFilterBase = timeRangeQuerySchema.extend({
  user_id: name.optional().meta({ description: NONE }),
  session_id: name.optional().meta({ description: NONE }),
  use_case: name.optional().meta({ description: NONE }),
  model: name.min(1).optional(),
  prompt_version: name.optional().meta({ description: NONE }),
  variant: name.min(1).optional(),
  upstream: name.min(1).optional(),
  status: statusList.optional().meta({ description: 'One or several of them, joined by commas.' }),
  http_status: decimalNumber(z.int().min(100).max(599)).optional(),
  error_pattern: z
    .string()
    .max(400)
    .optional()
    .meta({ description: 'Exactly this pattern of `GET /api/traffic/failures`.' }),
  search: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .meta({ description: 'Text in prompt, response or error, whatever its case.' }),
  min_latency_ms: milliseconds.optional(),
  max_latency_ms: milliseconds.optional(),
  min_score: score.optional().meta({
    description: "Of the served answer, by the judge: its evaluation's, else its latest shadow evaluation's.",
  }),
  max_score: score.optional(),
  sampled: z.enum(['true', 'false']).optional(),
  feedback: z.enum(feedbackFilters).optional(),
});

/** What two filters say together, checked as far as both are there. */
const checks = [
  { low: 'from', high: 'to', message: 'expected a time after `from`' },
  { low: 'min_latency_ms', high: 'max_latency_ms', message: 'expected at least `min_latency_ms`' },
  { low: 'min_score', high: 'max_score', message: 'expected at least `min_score`' },
] as const;

type Base = z.output<typeof trafficFilterBase>;

function isInOrder(low: Base[(typeof checks)[number]['low']], high: Base[(typeof checks)[number]['high']]) {
  if (low === undefined || high === undefined) return true;
  if (typeof low === 'string' || typeof high === 'string')
    return Date.parse(String(low)) < Date.parse(String(high));
  return low <= high;
}

/** Adds further members to the filter, with the checks that several members need together. */
export function withTrafficFilter<Shape extends z.ZodRawShape>(shape: Shape) {
  return trafficFilterBase.extend(shape).superRefine((query, refinement) => {
    const values = query as unknown as Base;
    for (const { low, high, message } of checks) {
      if (isInOrder(values[low], values[high])) continue;
      refinement.addIssue({ code: 'custom', path: [high], message, input: values[high] });
    }
  });
}

export const trafficFilterSchema = withTrafficFilter({});
export type TrafficFilter = z.output<typeof trafficFilterSchema>;

/** Names of the filters in an address, in the order in which the page shows them. */
export const trafficFilterKeys = Object.keys(trafficFilterBase.shape).filter(
  (key) => key !== 'from' && key !== 'to',
);

import { z } from 'zod';
import { BUDGET_PERIODS } from '../cost/budget.ts';
import type { AlertTiming } from './state.ts';

const MINUTE_MS = 60_000;
const A_WEEK = 7 * 24 * 60;

/** Name of a rule or channel in files, addresses and the database. */
export const alertIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'expected up to 63 lower-case letters, digits, - and _');

const minutes = z.int().min(0).max(A_WEEK);
const windowMinutes = (fallback: number) => z.int().min(1).max(A_WEEK).default(fallback);
const minSamples = (fallback: number) => z.int().min(1).max(1_000_000).default(fallback);
const positive = z.number().min(0).max(1e12);
const share = z.number().min(0).max(1);

const common = {
  id: alertIdSchema,
  name: z.string().trim().min(1).max(120),
  /** What to do about it; goes out with every notification. */
  advice: z.string().trim().max(500).nullable().default(null),
  is_paused: z.boolean().default(false),
  /** An alert that fires ends only this far on the right side of the threshold, in the value's unit. */
  hysteresis: positive.default(0),
  /** The value must be wrong for so long before it fires. */
  for_minutes: minutes.default(0),
  /** Least time between two notifications about the same category (or other key); null takes the file's. */
  cooldown_minutes: minutes.nullable().default(null),
  /** An alert that goes on firing is told again after so long; null never. */
  renotify_minutes: minutes.nullable().default(240),
  /** A firing alert is over when there were no data for so long. */
  stale_minutes: minutes.default(60),
  respects_quiet_hours: z.boolean().default(true),
  /** Ids of channels; null is all of them. */
  channels: z.array(alertIdSchema).max(20).nullable().default(null),
};

/** One rule, as in alerts.yaml and in the API. Thresholds are in the unit that `ALERT_KINDS` names. */
export const alertRuleSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...common,
      kind: z.literal('category_average'),
      /** Null takes thresholds.per_category_min of scorer_config.yaml. */
      threshold: share.nullable().default(null),
      runs: z.int().min(1).max(50).default(3),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('average_score'),
      threshold: share,
      window_minutes: windowMinutes(1_440),
      min_samples: minSamples(20),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('latency_p95'),
      threshold: positive,
      window_minutes: windowMinutes(15),
      min_samples: minSamples(20),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('error_rate'),
      threshold: share,
      window_minutes: windowMinutes(15),
      min_samples: minSamples(20),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('budget'),
      /** Null takes warn_share of the limit in budgets.yaml, and watches nothing while there is none. */
      threshold: positive.nullable().default(null),
      /** `window`: the last window_minutes; `day` and `month`: the calendar's so far (UTC), as in budgets.yaml. */
      period: z.enum(['window', ...BUDGET_PERIODS]).default('window'),
      window_minutes: windowMinutes(1_440),
      scope: z.enum(['production', 'shadow', 'judge', 'runs']).default('production'),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('divergence_rate'),
      threshold: share,
      window_minutes: windowMinutes(1_440),
      min_samples: minSamples(20),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('drift'),
      /** CUSUM's h, in standard deviations; 7.909 is one false alarm in 370 healthy runs. */
      threshold: z.number().min(0.1).max(100).default(7.909),
      /** Half of the shift to catch, in standard deviations. */
      k: z.number().min(0).max(5).default(0.1875),
      baseline_runs: z.int().min(2).max(200).default(20),
      /** Runs whose standard deviation is smaller count as spread by this much, in score units. */
      least_sd: z.number().min(0.0001).max(1).default(0.01),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('dead_letters'),
      threshold: positive.default(0),
      window_minutes: windowMinutes(60),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('no_data'),
      /** Minutes since the latest row. */
      threshold: positive,
      source: z.enum(['chat_logs', 'shadow_evals', 'runs']).default('chat_logs'),
    }),
  ])
  .superRefine((rule, ctx) => {
    if (rule.kind !== 'budget' || rule.period !== 'window' || rule.threshold !== null) return;
    ctx.addIssue({
      code: 'custom',
      path: ['threshold'],
      message: 'expected a number: budgets.yaml has limits of days and months only',
    });
  })
  .meta({ id: 'AlertRule' });

export type AlertRule = z.output<typeof alertRuleSchema>;
export type AlertKind = AlertRule['kind'];
/** What people are told of: alerts of rules, and what becomes of rollouts. */
export type ToldKind = AlertKind | 'rollout';
export type AlertUnit = 'score' | 'share' | 'ms' | 'usd' | 'sd' | 'count' | 'minutes';

interface KindFacts {
  /** What the value is. */
  measures: string;
  comparison: AlertTiming['comparison'];
  unit: AlertUnit;
  /** Page that shows what is behind it. */
  page: string;
}

/** What rules of each kind look at. */
export const ALERT_KINDS: Readonly<Record<AlertKind, KindFacts>> = {
  category_average: {
    measures: 'Rolling average of a category over runs',
    comparison: 'below',
    unit: 'score',
    page: '/runs',
  },
  average_score: {
    measures: 'Average score of production answers',
    comparison: 'below',
    unit: 'score',
    page: '/shadow',
  },
  latency_p95: { measures: 'Latency, 95th percentile', comparison: 'above', unit: 'ms', page: '/traffic' },
  error_rate: { measures: 'Share of failed requests', comparison: 'above', unit: 'share', page: '/traffic' },
  budget: { measures: 'Cost', comparison: 'above', unit: 'usd', page: '/costs' },
  divergence_rate: {
    measures: "Share of the candidate's answers that diverge",
    comparison: 'above',
    unit: 'share',
    page: '/shadow',
  },
  drift: { measures: 'Drift of run scores (CUSUM)', comparison: 'above', unit: 'sd', page: '/runs' },
  dead_letters: { measures: 'Jobs that failed for good', comparison: 'above', unit: 'count', page: '/' },
  no_data: { measures: 'Time since the latest data', comparison: 'above', unit: 'minutes', page: '/traffic' },
};

/** A rule's judgement in the state machine's terms, its threshold resolved. */
export function timingOf(
  rule: AlertRule,
  threshold: number,
  defaults: { cooldownMinutes: number },
): AlertTiming {
  const cooldownMs = (rule.cooldown_minutes ?? defaults.cooldownMinutes) * MINUTE_MS;
  const renotifyMs = rule.renotify_minutes === null ? null : rule.renotify_minutes * MINUTE_MS;
  return {
    comparison: ALERT_KINDS[rule.kind].comparison,
    threshold,
    hysteresis: rule.hysteresis,
    forMs: rule.for_minutes * MINUTE_MS,
    cooldownMs,
    renotifyMs: renotifyMs === null ? null : Math.max(renotifyMs, cooldownMs, MINUTE_MS),
    staleMs: rule.stale_minutes * MINUTE_MS,
  };
}

/** A value with its unit, for people. */
export function formatAlertValue(value: number | null, unit: AlertUnit): string {
  if (value === null) return 'no data';
  const text: Record<AlertUnit, () => string> = {
    score: () => value.toFixed(3),
    share: () => `${(value * 100).toFixed(1)}%`,
    ms: () => `${Math.round(value).toLocaleString('en-US')} ms`,
    usd: () => `$${value.toFixed(value < 1 ? 4 : 2)}`,
    sd: () => `${value.toFixed(2)} sd`,
    count: () => value.toLocaleString('en-US'),
    minutes: () => `${Math.round(value).toLocaleString('en-US')} min`,
  };
  return text[unit]();
}

/** What is known and what is wanted, for people; of a rollout the candidate's share of traffic, now and before. */
export function alertFigures(
  kind: ToldKind,
  value: number | null,
  threshold: number,
): { value: string; wanted: string } {
  if (kind === 'rollout')
    return {
      value: formatAlertValue(value, 'share'),
      wanted: `before: ${formatAlertValue(threshold, 'share')}`,
    };
  const { comparison, unit } = ALERT_KINDS[kind];
  const side = comparison === 'above' ? 'at most' : 'at least';
  return { value: formatAlertValue(value, unit), wanted: `${side} ${formatAlertValue(threshold, unit)}` };
}

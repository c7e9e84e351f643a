import { z } from 'zod';
import { quietHoursSchema } from '#lib/domain/alerts/quiet-hours.ts';
import { alertIdSchema, alertRuleSchema } from '#lib/domain/alerts/rule.ts';
import { ALERT_STATUSES } from '#lib/domain/alerts/state.ts';
import { pageOf, pageQuerySchema } from './page.ts';
import { decimalNumber } from './decimal-number.ts';

const time = z.iso.datetime();
const version = z.int().min(0);
const versionQuery = decimalNumber(z.int().min(0));
const kind = z.enum([
  'category_average',
  'average_score',
  'latency_p95',
  'error_rate',
  'budget',
  'divergence_rate',
  'drift',
  'dead_letters',
  'no_data',
]);

/** What each rule sees now, firing ones first. */
export const alertListSchema = z
  .object({
    checked_at: time.nullable(),
    rules: z.int().meta({ description: 'Rules that watch: not paused, and with a threshold.' }),
    firing: z.int(),
    items: z.array(
      z.object({
        rule_id: z.string(),
        rule_name: z.string(),
        rule_kind: kind,
        key: z.string(),
        status: z.enum(ALERT_STATUSES),
        since: time
          .nullable()
          .meta({ description: 'When the status began; null while there was never a value.' }),
        is_told: z.boolean(),
        last_notified_at: time.nullable(),
        value: z.number().nullable(),
        threshold: z.number(),
        samples: z.int(),
        detail: z.string(),
        link: z.string(),
      }),
    ),
  })
  .meta({ id: 'AlertList' });
export type AlertList = z.infer<typeof alertListSchema>;

const alertEventKinds = ['firing', 'renotify', 'resolved', 'no_data', 'pending', 'ok'] as const;
const alertOutcomes = ['sent', 'held_back', 'not_sent'] as const;

const alertEventSchema = z
  .object({
    id: z.uuid(),
    created_at: time,
    rule_id: z.string(),
    rule_name: z.string(),
    /** `rollout`: not of a rule, but what became of a rollout; value and threshold are the candidate's share of traffic, now and before. */
    rule_kind: z.enum([...kind.options, 'rollout']),
    key: z.string(),
    kind: z.enum(alertEventKinds),
    from_status: z.enum(ALERT_STATUSES),
    to_status: z.enum(ALERT_STATUSES),
    outcome: z.enum(alertOutcomes),
    reason: z.enum([
      'due',
      'released',
      'cooldown',
      'quiet_hours',
      'not_sustained',
      'already_told',
      'never_told',
    ]),
    value: z.number().nullable(),
    threshold: z.number(),
    samples: z.int(),
    since: time.nullable(),
    detail: z.string(),
    advice: z.string().nullable(),
    link: z.string(),
    message_id: z.uuid().nullable(),
  })
  .meta({ id: 'AlertEvent' });
export type AlertEventItem = z.infer<typeof alertEventSchema>;

export const alertEventsQuerySchema = pageQuerySchema.extend({
  rule: alertIdSchema.optional(),
  kind: z.enum(alertEventKinds).optional(),
  outcome: z.enum(alertOutcomes).optional(),
  message: z.uuid().optional(),
});
export type AlertEventsQuery = z.infer<typeof alertEventsQuerySchema>;

export const alertEventPageSchema = pageOf(alertEventSchema).meta({ id: 'AlertEventPage' });

export const alertEventDetailSchema = alertEventSchema
  .extend({
    deliveries: z.array(
      z.object({
        id: z.uuid(),
        channel_id: z.string(),
        channel_name: z.string(),
        channel_kind: z.enum(['slack', 'email', 'webhook']),
        state: z.enum(['queued', 'sending', 'waiting', 'delivered', 'failed']),
        next_attempt_at: time.nullable(),
        attempts: z.array(
          z.object({
            at: time,
            outcome: z.string(),
            status: z.int().nullable(),
            text: z.string(),
            duration_ms: z.number(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'AlertEventDetail' });
export type AlertEventDetail = z.infer<typeof alertEventDetailSchema>;

export const alertCheckSchema = z
  .object({
    rules: z.int(),
    checked: z.int(),
    events: z.int(),
    firing: z.int(),
    messages: z.int(),
    failed: z.array(z.string()).meta({ description: 'Rules that could not be looked at; the log says why.' }),
  })
  .meta({ id: 'AlertCheck' });
export type AlertCheckResult = z.infer<typeof alertCheckSchema>;

const ruleInForceSchema = z
  .object({
    rule: alertRuleSchema,
    threshold: z.number().nullable().meta({
      description:
        'The threshold in force, where the rule takes another file’s; null where that has none, so that nothing is watched.',
    }),
    source: z.enum(['file', 'changed', 'added']),
    version,
    updated_at: time.nullable(),
    updated_by: z.string().nullable(),
  })
  .meta({ id: 'AlertRuleInForce' });

export const alertRuleListSchema = z
  .object({ cooldown_minutes: z.int(), items: z.array(ruleInForceSchema) })
  .meta({ id: 'AlertRuleList' });
export type AlertRuleList = z.infer<typeof alertRuleListSchema>;

export const changeAlertRuleSchema = z
  .strictObject({
    version: version.meta({
      description: 'The version that the change was made from; 0 for a rule of the file.',
    }),
    rule: alertRuleSchema,
  })
  .meta({ id: 'ChangeAlertRule' });
export type ChangeAlertRule = z.output<typeof changeAlertRuleSchema>;

export const versionQuerySchema = z.strictObject({ version: versionQuery });

export const alertSettingsSchema = z
  .object({
    quiet_hours: quietHoursSchema.nullable(),
    source: z.enum(['file', 'changed']),
    version,
  })
  .meta({ id: 'AlertSettings' });
export type AlertSettings = z.infer<typeof alertSettingsSchema>;

export const changeAlertSettingsSchema = z
  .strictObject({ version, quiet_hours: quietHoursSchema.nullable() })
  .meta({ id: 'ChangeAlertSettings' });

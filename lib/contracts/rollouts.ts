import { z } from 'zod';
import { ROLLOUT_FLAGS } from '#lib/domain/rollout/flags.ts';
import { candidateSchema, rolloutPlanSchema } from '#lib/domain/rollout/plan.ts';
import { ROLLOUT_CAUSES, ROLLOUT_EVENT_KINDS, ROLLOUT_STATUSES } from '#lib/domain/rollout/state.ts';
import { actorSchema } from './audit.ts';
import { pageOf, pageQuerySchema } from './page.ts';
import { decimalNumber } from './decimal-number.ts';

const time = z.iso.datetime();
const figure = z.number().nullable();
const reason = z.string().trim().min(3, 'expected a reason of at least 3 characters').max(500);
const interval = z.object({ low: z.number(), high: z.number() }).nullable();

/** Where a rollout asked for by a pipeline comes from. */
const rolloutOriginSchema = z.strictObject({
  commit: z.string().max(64).nullish(),
  branch: z.string().max(256).nullish(),
  pull_request: z.int().min(1).nullish(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .nullish(),
});

/** Body of a start; what `plan` leaves out comes from rollout.yaml. */
export const startRolloutSchema = z
  .strictObject({
    candidate: candidateSchema,
    plan: z.record(z.string(), z.unknown()).default({}),
    /** For the history. */
    reason: reason.nullish(),
    origin: rolloutOriginSchema.nullish(),
  })
  .meta({ id: 'StartRollout' });
export type StartRollout = z.infer<typeof startRolloutSchema>;

export const startRolloutQuerySchema = z.strictObject({
  signature: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'See the header x-hub-signature-256, which it stands for' }),
});

/** Body of pause, resume, abort and promote. */
export const commandRolloutSchema = z
  .strictObject({
    reason,
    /** The `version` that the decision was made on: another one is refused with 409. */
    version: z.int().min(0).optional(),
  })
  .meta({ id: 'CommandRollout' });
export type CommandRollout = z.infer<typeof commandRolloutSchema>;

export const rolloutsQuerySchema = pageQuerySchema.extend({ status: z.enum(ROLLOUT_STATUSES).optional() });

const candidateShown = z.object({
  model: z.string().nullable(),
  prompt: z.object({ name: z.string(), version: z.string() }).nullable(),
});

export const rolloutSchema = z
  .object({
    id: z.uuid(),
    created_at: time,
    created_by: actorSchema,
    version: z.int(),
    status: z.enum(ROLLOUT_STATUSES),
    candidate: candidateShown,
    control: z.object({ model: z.string(), prompt_version: z.string().nullable() }),
    /** The candidate's share of traffic in percent, now. */
    percentage: z.number(),
    /** Index of the step, and the shares of all steps. */
    step: z.int(),
    steps: z.array(z.number()),
    baked_minutes: z.number(),
    elapsed_minutes: z.number(),
    ended_at: time.nullable(),
    /** The last line of its history. */
    reason: z.string(),
    /** From the first bad request to the rollback; null where there was none. */
    time_to_rollback_ms: figure,
    /** Requests that the candidate answered, or failed to. */
    canary_requests: z.int(),
    origin: rolloutOriginSchema.nullable(),
  })
  .meta({ id: 'Rollout' });
export type Rollout = z.infer<typeof rolloutSchema>;
export const rolloutPageSchema = pageOf(rolloutSchema);

export const rolloutHealthSchema = z
  .object({
    at: time,
    from: time,
    verdict: z.enum(['healthy', 'unhealthy', 'not_enough_data']),
    reason: z.string(),
    checks: z.array(
      z.object({
        metric: z.enum(['error_rate', 'latency', 'quality']),
        canary: figure,
        control: figure,
        canary_n: z.int(),
        control_n: z.int(),
        canary_interval: interval,
        control_interval: interval,
        limit: figure,
        verdict: z.enum(['good', 'bad', 'unclear', 'not_enough_data']),
        reason: z.string(),
      }),
    ),
    triggers: z.array(
      z.object({
        name: z.enum(['broken', 'error_rate', 'latency', 'quality']),
        value: figure,
        limit: z.number(),
        n: z.int(),
        window_minutes: figure,
        is_firing: z.boolean(),
        first_bad_at: time.nullable(),
        reason: z.string(),
      }),
    ),
    sample_ratio: z
      .object({
        canary: z.int(),
        control: z.int(),
        planned: z.number(),
        p_value: z.number(),
        is_mismatch: z.boolean(),
      })
      .nullable(),
    flags: z.array(z.object({ name: z.enum(ROLLOUT_FLAGS), reason: z.string() })),
  })
  .meta({ id: 'RolloutHealth' });
export type RolloutHealth = z.infer<typeof rolloutHealthSchema>;

const rolloutEventSchema = z.object({
  version: z.int(),
  created_at: time,
  kind: z.enum(ROLLOUT_EVENT_KINDS),
  cause: z.enum(ROLLOUT_CAUSES),
  from_status: z.enum(ROLLOUT_STATUSES).nullable(),
  to_status: z.enum(ROLLOUT_STATUSES),
  percentage_before: z.number(),
  percentage_after: z.number(),
  actor: actorSchema,
  reason: z.string(),
  first_bad_at: time.nullable(),
  /** The evidence that it was decided on. */
  health: rolloutHealthSchema.nullable(),
});
export type RolloutEventItem = z.infer<typeof rolloutEventSchema>;

const armFigures = z.object({
  requests: z.int(),
  errors: z.int(),
  p99_ms: figure,
  mean_score: figure,
  scores: z.int(),
  feedback: z.int(),
  feedback_negative: z.int(),
});

export const rolloutDetailSchema = rolloutSchema
  .extend({
    plan: rolloutPlanSchema,
    /** The latest check; null before the first. */
    health: rolloutHealthSchema.nullable(),
    /** Oldest first. */
    events: z.array(rolloutEventSchema),
    /** A point a minute, gathered to at most 500 points; oldest first. */
    series: z.array(z.object({ ts: time, percentage: z.number(), canary: armFigures, control: armFigures })),
    totals: z.object({ canary: armFigures, control: armFigures }),
  })
  .meta({ id: 'RolloutDetail' });
export type RolloutDetail = z.infer<typeof rolloutDetailSchema>;

/** `wait_seconds` holds the answer back until the rollout has ended, or the time is over. */
export const rolloutQuerySchema = z.strictObject({
  wait_seconds: decimalNumber(z.number().min(0).max(60)).optional(),
});

/** What serves production now, and what is switched off. */
export const routerSchema = z
  .object({
    version: z.int(),
    /** `configuration`: model_version.yaml; `rollout`: a promotion. */
    production: z.object({
      model: z.string(),
      source: z.enum(['configuration', 'rollout']),
      rollout_id: z.uuid().nullable(),
      configured_model: z.string(),
    }),
    canary: z.object({ rollout_id: z.uuid(), percentage: z.number(), candidate: candidateShown }).nullable(),
    is_shadow_killed: z.boolean(),
    is_canary_killed: z.boolean(),
    freeze: z.object({ at: time, reason: z.string(), rollout_id: z.uuid().nullable() }).nullable(),
    /** Age of what this process knows of the router's state, in milliseconds; null: it was never read. */
    age_ms: figure,
    /** How a rollout runs that says nothing else: rollout.yaml. */
    default_plan: rolloutPlanSchema,
  })
  .meta({ id: 'Router' });
export type Router = z.infer<typeof routerSchema>;

/** A person's name is needed where the caller is a machine. */
export const liftFreezeSchema = z
  .strictObject({
    reason,
    name: z.string().trim().min(2, 'expected a name of at least 2 characters').max(120).optional(),
  })
  .meta({ id: 'LiftFreeze' });
export type LiftFreeze = z.infer<typeof liftFreezeSchema>;

export const killSwitchSchema = z
  .strictObject({ target: z.enum(['shadow', 'canary']), is_killed: z.boolean(), reason })
  .meta({ id: 'KillSwitch' });
export type KillSwitch = z.infer<typeof killSwitchSchema>;

/** `is_stored` false: it holds in this process and on its disk; the database could not be told. */
export const killedSchema = z
  .object({ is_shadow_killed: z.boolean(), is_canary_killed: z.boolean(), is_stored: z.boolean() })
  .meta({ id: 'Killed' });
export type Killed = z.infer<typeof killedSchema>;

import { z } from 'zod';
import { HEURISTIC_RULES } from '#lib/domain/evaluation/heuristics/settings.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import { pageOf, pageQuerySchema, timeRangeQuerySchema } from './page.ts';

export const evaluationSources = ['heuristics', 'judge', 'human'] as const;
export type EvaluationSource = (typeof evaluationSources)[number];

const unit = z.number().min(0).max(1).nullable();
const points = z.int().min(0).max(5);

/** One rule of the heuristics; `finding` says what was seen, in words for people. */
export const heuristicCheckSchema = z.object({
  check: z.enum(HEURISTIC_RULES),
  outcome: z.enum(['passed', 'failed', 'not_applicable']),
  finding: z.string(),
});

const common = {
  chat_id: z.uuid(),
  chat_created_at: z.iso.datetime().meta({ description: 'Time of the exchange.' }),
  evaluator: z.string().meta({
    description: 'Version of the rules; judge and rubric; or the id of the person, or key, who labelled.',
  }),
  evaluator_name: z.string().meta({ description: 'For people to read.' }),
  score: unit.meta({ description: 'In [0, 1]; null when missing, which is never 0.' }),
  failure: z.string().nullable().meta({ description: 'Why there is no score; null with one.' }),
  cost_usd: z.number().nullable(),
  model_version: z.string(),
  prompt_version: z.string().nullable(),
  use_case: z.string().nullable(),
  variant: z.string(),
  rollout_id: z.uuid().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime().meta({ description: 'Later than created_at for a label that was changed.' }),
};

/** The members of a judge's evaluation beside the common ones. */
const judgeDetailsSchema = z.object({
  rubric_version: z.string(),
  criteria: z.array(
    z.object({ id: z.string(), evidence: z.string(), score: points, not_applicable: z.boolean() }),
  ),
  failed_required: z.array(z.string()).meta({ description: 'Required criteria that are not met.' }),
  injection_suspected: z.boolean(),
});

/** The members of a person's label beside the common ones. */
const labelDetailsSchema = z.object({
  kind: z.enum(['points', 'verdict', 'skip']),
  points: points.nullable().meta({ description: 'For kind points.' }),
  verdict: z.enum(['pass', 'fail']).nullable().meta({ description: 'For kind verdict.' }),
  criteria: z.array(z.object({ id: z.string(), score: points })),
  comment: z.string().nullable(),
  rubric_version: z.string(),
  origin: z.enum(['queue', 'chosen']).meta({
    description: 'Whether the queue drew the exchange at random, or somebody chose to label it.',
  }),
});

const heuristicsDetailsSchema = z.object({ checks: z.array(heuristicCheckSchema) });

/** What a person thinks of an answer. */
export const humanEvaluationSchema = z
  .object({ source: z.literal('human'), ...common, details: labelDetailsSchema })
  .meta({ id: 'HumanEvaluation' });

/** What rules, the judge or a person found out about one exchange. */
export const evaluationSchema = z
  .discriminatedUnion('source', [
    z.object({ source: z.literal('heuristics'), ...common, details: heuristicsDetailsSchema }),
    z.object({
      source: z.literal('judge'),
      ...common,
      judge_model: z.string(),
      details: judgeDetailsSchema,
    }),
    humanEvaluationSchema,
  ])
  .meta({ id: 'Evaluation' });

export const evaluationPageSchema = pageOf(evaluationSchema).meta({ id: 'EvaluationPage' });

const name = z.string().max(16_384);
const filters = {
  ...timeRangeQuerySchema.shape,
  source: z.enum(evaluationSources).optional(),
  model: name.min(1).optional(),
  prompt_version: name.optional().meta({ description: 'An empty value stands for exchanges without any.' }),
  use_case: name.optional().meta({ description: 'An empty value stands for exchanges without any.' }),
  variant: name.min(1).optional(),
};

/** Query of `GET /api/evaluations`; the last 24 hours of exchanges by default. */
export const evaluationsQuerySchema = z.strictObject({
  ...filters,
  evaluator: name.min(1).optional(),
  rollout_id: z.uuid().optional(),
  scored: z.enum(['true', 'false']).optional(),
  failed_rule: z.enum(HEURISTIC_RULES).optional().meta({ description: 'Answers that this rule has failed.' }),
  limit: pageQuerySchema.shape.limit,
  cursor: z.string().max(1_000).optional(),
});

/** Query of `GET /api/evaluations/summary`. */
export const evaluationSummaryQuerySchema = z.strictObject(filters);

/** Query of `GET /api/evaluations/rules`. */
export const ruleFindingsQuerySchema = z.strictObject({
  ...timeRangeQuerySchema.shape,
  model: filters.model,
  prompt_version: filters.prompt_version,
  use_case: filters.use_case,
  variant: filters.variant,
});

const ruleCounts = {
  failed: z.int().meta({ description: 'Answers that the rule has failed.' }),
  applied: z.int().meta({ description: 'Answers that it passed or failed; to others it does not apply.' }),
};

/** How often each rule of the heuristics has fired in a stretch of time. */
export const ruleFindingsSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    evaluations: z.int().meta({ description: 'Answers that the rules have looked at.' }),
    step_seconds: z.int(),
    items: z.array(
      z.object({
        rule: z.enum(HEURISTIC_RULES),
        ...ruleCounts,
        share: unit.meta({ description: 'failed / applied; null where it applied to none.' }),
        series: z
          .array(z.object({ ts: z.iso.datetime(), ...ruleCounts }))
          .meta({ description: 'Buckets without evaluations are left out.' }),
      }),
    ),
  })
  .meta({ id: 'RuleFindings' });

const scored = {
  evaluations: z.int(),
  scored: z.int(),
  missing_share: unit.meta({ description: 'Evaluations without a score; null without evaluations.' }),
  mean: unit,
  low: unit.meta({ description: 'Lower end of the 95% interval of the mean; null below two scores.' }),
  high: unit,
};

/** Means of scores in a stretch of time, split by who evaluated what. */
export const evaluationSummarySchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    totals: z.array(z.object({ source: z.enum(evaluationSources), ...scored })),
    items: z.array(
      z.object({
        source: z.enum(evaluationSources),
        evaluator: z.string(),
        model: z.string(),
        prompt_version: z.string().nullable(),
        ...scored,
      }),
    ),
    step_seconds: z.int(),
    series: z
      .array(z.object({ ts: z.iso.datetime(), source: z.enum(evaluationSources), ...scored }))
      .meta({ description: 'Buckets without evaluations are left out.' }),
  })
  .meta({ id: 'EvaluationSummary' });

/** What `GET /api/labels/next` shows: neither the judge's score nor the model, so that labels are not led by them. */
export const nextLabelSchema = z
  .object({
    item: z
      .object({
        chat_id: z.uuid(),
        created_at: z.iso.datetime(),
        surface: z.enum(['chat', 'v1']),
        use_case: z.string().nullable(),
        prompt: z.string().nullable().meta({
          description: 'For the surface v1 the JSON text of its messages.',
        }),
        response: z.string().nullable(),
        tool_calls: z.unknown(),
        claimed_until: z.iso.datetime().meta({ description: 'Until then nobody else is shown it.' }),
      })
      .nullable()
      .meta({ description: 'Null when nothing waits for this person.' }),
    rubric: z.object({
      version: z.string(),
      criteria: z.array(
        z.object({
          id: z.string(),
          question: z.string(),
          checklist: z.array(z.string()),
          anchors: z.array(z.string()).length(6).meta({ description: 'What 0 to 5 mean.' }),
          required: z.boolean(),
        }),
      ),
    }),
    progress: z.object({
      waiting: z.int().meta({ description: 'Exchanges that still want a label of anybody.' }),
      labelled: z.int().meta({ description: 'Exchanges of the queue with at least one label.' }),
      mine: z.int().meta({ description: "This person's labels." }),
    }),
  })
  .meta({ id: 'NextLabel' });

/** Body of `POST /api/labels`. */
export const giveLabelSchema = z
  .strictObject({
    chat_id: z
      .string()
      .toLowerCase()
      .refine((id) => timeOfUuid7(id) !== null, 'expected the id of an exchange (a UUIDv7)'),
    score: points.optional().meta({ description: 'On the whole; either this or `verdict`.' }),
    verdict: z
      .enum(['pass', 'fail', 'skip'])
      .optional()
      .meta({ description: '`skip`: cannot tell; counts as a missing label.' }),
    criteria: z
      .array(z.strictObject({ id: z.string().min(1).max(64), score: points }))
      .max(20)
      .default([])
      .meta({ description: "Of the rubric's criteria, those that somebody scored." }),
    comment: z.string().max(4_000).nullish(),
  })
  .superRefine((label, refinement) => {
    if ((label.score === undefined) === (label.verdict === undefined))
      refinement.addIssue({
        ...{ code: 'custom', path: ['score'], input: label.score },
        message: 'expected either `score` or `verdict`',
      });
    label.criteria.forEach(({ id }, i) => {
      if (label.criteria.findIndex((other) => other.id === id) < i)
        refinement.addIssue({
          ...{ code: 'custom', path: ['criteria', i, 'id'], input: id },
          message: `"${id}" is there already`,
        });
    });
  })
  .meta({ id: 'GiveLabel' });

export type HeuristicCheck = z.infer<typeof heuristicCheckSchema>;
export type Evaluation = z.infer<typeof evaluationSchema>;
export type HumanEvaluation = z.infer<typeof humanEvaluationSchema>;
export type EvaluationPage = z.infer<typeof evaluationPageSchema>;
export type EvaluationsQuery = z.output<typeof evaluationsQuerySchema>;
export type EvaluationSummaryQuery = z.output<typeof evaluationSummaryQuerySchema>;
export type EvaluationSummary = z.infer<typeof evaluationSummarySchema>;
export type RuleFindingsQuery = z.output<typeof ruleFindingsQuerySchema>;
export type RuleFindings = z.infer<typeof ruleFindingsSchema>;
export type NextLabel = z.infer<typeof nextLabelSchema>;
export type GiveLabel = z.output<typeof giveLabelSchema>;

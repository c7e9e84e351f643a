import { z } from 'zod';
import { DECISIONS } from '#lib/domain/sequential/shadow-decision.ts';
import { streamReportSchema } from '#lib/domain/sequential/shadow-report.ts';

const figure = z.number().nullable();

/** Where a stream of differences stood after `n` observations. */
const decisionPointSchema = z.object({
  n: z.int(),
  ts: z.iso.datetime(),
  mean_delta: z.number(),
  low: z.number(),
  high: z.number(),
  /** Natural logarithms of both wealths. */
  promote_log_wealth: z.number(),
  roll_back_log_wealth: z.number(),
});
export type DecisionPoint = z.infer<typeof decisionPointSchema>;

/** Whether the candidate may replace production, and why. */
export const shadowDecisionSchema = z
  .object({
    /** Null when shadow traffic has no candidate. */
    candidate_model: z.string().nullable(),
    judge_model: z.string(),
    rubric_version: z.string(),
    /** Models that served the compared exchanges. */
    production_models: z.array(z.object({ model: z.string(), exchanges: z.int() })),
    decision: z.enum(DECISIONS),
    reasons: z.array(z.string()).min(1),
    settings: z.object({
      margin: z.number(),
      alpha: z.number(),
      min_samples: z.int(),
      max_samples: z.int(),
      min_window_days: z.number(),
      divergence_similarity: z.number(),
      max_divergence_rate: figure,
      session_gap_minutes: z.number(),
    }),
    first_ts: z.iso.datetime().nullable(),
    last_ts: z.iso.datetime().nullable(),
    window_days: z.number(),
    /** Scored exchanges behind the observations; exchanges of one session are one observation. */
    exchanges: z.int(),
    /** Exchanges of which one side has no score. */
    missing: z.int(),
    /** Sampled exchanges whose evaluation isn't settled; everything after the first of them waits. */
    pending: z.int(),
    late: z.int().meta({
      description: 'Evaluations that came more than an hour after their exchange: they count for nothing.',
    }),
    /** Set while earlier evaluations aren't all taken in: everything here is as it was at that time. */
    catching_up: z
      .object({
        until: z.iso.datetime(),
        evaluations: z.int().meta({ description: 'Taken in so far.' }),
        backlog: z
          .int()
          .meta({ description: 'How many there were when the process began; 0 when that is not known yet.' }),
      })
      .nullable(),
    divergence: z.object({ compared: z.int(), diverging: z.int(), rate: figure }),
    overall: streamReportSchema,
    strata: z.array(z.object({ use_case: z.string(), report: streamReportSchema })),
    series: z.array(decisionPointSchema),
  })
  .meta({ id: 'ShadowDecision' });
export type ShadowDecision = z.infer<typeof shadowDecisionSchema>;

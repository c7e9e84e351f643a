import { z } from 'zod';
import { PRIVACY_MODES } from '#lib/domain/privacy/privacy-mode.ts';
import { evaluationSchema } from './evaluations.ts';
import { feedbackSchema } from './feedback.ts';
import { pageOf, pageQuerySchema } from './page.ts';
import { shadowEvalSchema } from './shadow.ts';
import { exchangeStatuses, withTrafficFilter } from './traffic-filter.ts';

/** One exchange of the gateway as the API shows it. */
export const chatLogSchema = z
  .object({
    id: z.uuid(),
    created_at: z.iso.datetime(),
    trace_id: z.string().meta({
      description: "The caller's, where it sent a traceparent; else the id without hyphens.",
    }),
    surface: z.enum(['chat', 'v1']),
    user_id: z.string().nullable(),
    session_id: z.string().nullable(),
    use_case: z.string().nullable(),
    prompt: z.string().nullable(),
    prompt_hash: z.string().meta({ description: 'Signed 64-bit integer in decimal.' }),
    response: z.string().nullable(),
    tool_calls: z.unknown(),
    finish_reason: z.string().nullable(),
    model_version: z.string(),
    prompt_version: z.string().nullable(),
    variant: z.string(),
    upstream: z.string(),
    stream: z.boolean(),
    attempts: z.int(),
    latency_ms: z.number(),
    time_to_first_token_ms: z.number().nullable(),
    input_tokens: z.int().nullable(),
    cached_input_tokens: z.int().nullable(),
    output_tokens: z.int().nullable(),
    cost_usd: z.number().nullable(),
    price_source: z.string().nullable(),
    status: z.enum(exchangeStatuses),
    http_status: z.int().nullable(),
    error: z.string().nullable(),
    shadow_bucket: z.int(),
    sampled: z.boolean(),
    metadata: z.unknown(),
    privacy: z.enum(PRIVACY_MODES).meta({
      description:
        'What of the texts is stored. With hash_only there is none, and the exchange is never sampled.',
    }),
  })
  .meta({ id: 'ChatLog' });

/** The same in a list, with what was found out about it since. */
export const chatLogRowSchema = chatLogSchema
  .extend({
    score: z.number().min(0).max(1).nullable().meta({
      description:
        "The judge's: of the evaluation of traffic, else of the latest shadow evaluation with one.",
    }),
    feedback_up: z.int(),
    feedback_down: z.int(),
  })
  .meta({ id: 'ChatLogRow' });

export const chatLogPageSchema = pageOf(chatLogRowSchema)
  .extend({
    searched_to: z.iso.datetime().nullable().meta({
      description:
        'Set where exchanges had to be looked through one by one and there are more than one request looks through: the time that it got to. A list by time goes on from there with `next_cursor`; another order has the exchanges since then only.',
    }),
  })
  .meta({ id: 'ChatLogPage' });

export const chatLogSortKeys = ['created_at', 'latency_ms', 'cost_usd', 'total_tokens'] as const;

export const chatLogsQuerySchema = withTrafficFilter({
  ...pageQuerySchema.shape,
  cursor: z.string().max(400).optional(),
  sort: z.enum(chatLogSortKeys).default('created_at'),
  order: z.enum(['asc', 'desc']).default('desc'),
  texts: z
    .enum(['full', 'excerpt'])
    .default('full')
    .meta({ description: 'excerpt: prompts, responses and errors are cut after 4,000 characters.' }),
});

export const chatLogExportQuerySchema = withTrafficFilter({ format: z.enum(['csv', 'jsonl']) });

const neighbour = z.uuid().nullable();

/** One exchange with everything that belongs to it. */
export const chatLogDetailSchema = chatLogSchema
  .extend({
    request_parameters: z.unknown(),
    evaluations: z.array(shadowEvalSchema).meta({ description: 'Shadow evaluations, latest first.' }),
    assessments: z
      .array(evaluationSchema)
      .meta({ description: 'What rules, the judge and people found out about the answer.' }),
    feedback: z.array(feedbackSchema),
    neighbours: z
      .object({ newer: neighbour, older: neighbour, session_newer: neighbour, session_older: neighbour })
      .meta({ description: 'The exchanges before and after this one, of all and of its session.' }),
  })
  .meta({ id: 'ChatLogDetail' });

export type ChatLogItem = z.infer<typeof chatLogSchema>;
export type ChatLogListItem = z.infer<typeof chatLogRowSchema>;
export type ChatLogPage = z.infer<typeof chatLogPageSchema>;
export type ChatLogsQuery = z.output<typeof chatLogsQuerySchema>;
export type ChatLogExportQuery = z.output<typeof chatLogExportQuerySchema>;
export type ChatLogDetail = z.infer<typeof chatLogDetailSchema>;

import { z } from 'zod';
import { pageOf } from './page.ts';

/** One exchange of the gateway as the API shows it. */
export const chatLogSchema = z
  .object({
    id: z.uuid(),
    created_at: z.iso.datetime(),
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
    status: z.enum(['ok', 'error', 'timeout', 'aborted']),
    http_status: z.int().nullable(),
    error: z.string().nullable(),
    shadow_bucket: z.int(),
    sampled: z.boolean(),
    metadata: z.unknown(),
  })
  .meta({ id: 'ChatLog' });

export const chatLogPageSchema = pageOf(chatLogSchema).meta({ id: 'ChatLogPage' });

export type ChatLogItem = z.infer<typeof chatLogSchema>;

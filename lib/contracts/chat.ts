import { z } from 'zod';

const shortText = z.string().max(256);

/** Body of `POST /chat`. */
export const chatRequestSchema = z
  .strictObject({
    prompt: z.string().refine((text) => text.trim() !== '', 'expected some text'),
    user_id: shortText.nullish(),
    session_id: shortText.nullish(),
    use_case: shortText.nullish(),
    model_version: shortText
      .min(1)
      .nullish()
      .meta({ description: 'Model to ask; by default production, which is called prod too.' }),
    prompt_name: shortText.min(1).nullish().meta({
      description:
        'Prompt to render around `prompt`, in the version that its alias prod names; the default prompt, if there is one, by default.',
    }),
    stream: z.boolean().nullish().meta({ description: 'Answer as server-sent events.' }),
    metadata: z
      .record(z.string(), z.unknown())
      .nullish()
      .meta({ description: 'Stored with the exchange as it is.' }),
  })
  .meta({ id: 'ChatRequest' });

const usageSchema = z
  .object({ input_tokens: z.int(), cached_input_tokens: z.int(), output_tokens: z.int() })
  .meta({ id: 'Usage' });

/** Answer of `POST /chat`. */
export const chatResponseSchema = z
  .object({
    id: z.uuid(),
    response: z.string(),
    model_version: z.string(),
    prompt_version: z.string().nullable(),
    latency_ms: z.number(),
    usage: usageSchema.nullable(),
    cost_usd: z.number().nullable().meta({ description: 'Null when the price is not known.' }),
  })
  .meta({ id: 'ChatResponse' });

export type ChatRequest = z.infer<typeof chatRequestSchema>;
export type ChatResponse = z.infer<typeof chatResponseSchema>;

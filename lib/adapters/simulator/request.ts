import { z } from 'zod';
import type { Turn } from '#lib/domain/simulator/knowledge.ts';

const partSchema = z.looseObject({ type: z.string(), text: z.string().optional() });

const messageSchema = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(partSchema)]).nullish(),
});

const toolSchema = z.looseObject({
  type: z.literal('function'),
  function: z.looseObject({ name: z.string().min(1), parameters: z.unknown().optional() }),
});

const tokenLimit = z.int().min(1).nullish();

const bodySchema = z.looseObject({
  model: z.string().min(1),
  messages: z.array(messageSchema).min(1),
  n: z.literal(1, 'the simulator gives one choice only').nullish(),
  seed: z.int().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: tokenLimit,
  max_completion_tokens: tokenLimit,
  tools: z.array(toolSchema).nullish(),
  tool_choice: z
    .union([
      z.enum(['none', 'auto', 'required']),
      z.looseObject({ type: z.literal('function'), function: z.looseObject({ name: z.string() }) }),
    ])
    .nullish(),
  response_format: z
    .looseObject({
      type: z.string(),
      json_schema: z.looseObject({ schema: z.unknown().optional() }).optional(),
    })
    .nullish(),
});

/** The body of `POST /v1/chat/completions`, as far as the simulator reads it. */
export type ChatBody = z.infer<typeof bodySchema>;

type BodyReading = { ok: true; body: ChatBody } | { ok: false; problem: string; param?: string };

/** Reads and checks a request's body. */
export async function readChatBody(request: Request): Promise<BodyReading> {
  let value: unknown;
  try {
    value = await request.json();
  } catch {
    return { ok: false, problem: 'The body is not valid JSON.' };
  }
  const parsed = bodySchema.safeParse(value);
  if (parsed.success) return { ok: true, body: parsed.data };
  const issue = parsed.error.issues[0];
  const param = issue?.path.join('.') ?? '';
  return {
    ok: false,
    problem: `Invalid ${param === '' ? 'body' : param}: ${issue?.message ?? 'wrong shape'}`,
    param,
  };
}

/** The messages with the text of their content; images and other parts count as nothing. */
export function turnsOf({ messages }: ChatBody): Turn[] {
  return messages.map(({ role, content }) => ({
    role,
    text: typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join(''),
  }));
}

/** The system and developer messages as one text. */
export function systemTextOf(turns: readonly Turn[]): string {
  return turns
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(({ text }) => text)
    .join('\n');
}

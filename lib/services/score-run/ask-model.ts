import { z } from 'zod';
import { costOf } from '#lib/domain/cost/price.ts';
import type { Example } from '#lib/domain/dataset/example.ts';
import { promptMessages } from '#lib/domain/prompts/prompt-template.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import type { RunPlan } from './run-plan.ts';
import type { ScorerContext } from './scorer-context.ts';

const usageSchema = z.object({
  inputTokens: z.number(),
  cachedInputTokens: z.number(),
  outputTokens: z.number(),
});
const storedAnswerSchema = z.object({
  text: z.string(),
  finishReason: z.string().nullable(),
  usage: usageSchema.nullable(),
  latencyMs: z.number(),
});

/** An answer of the model under test; `error` when it gave none. */
export type ModelReply =
  | (z.infer<typeof storedAnswerSchema> & { ok: true; costUsd: number | null; isCached: boolean })
  | { ok: false; error: string };

/** Asks the model for one answer, or takes what was paid for earlier. Never throws: a failed call is a value. */
export async function askModel(
  ctx: ScorerContext,
  plan: RunPlan,
  example: Example,
  repeat: number,
): Promise<ModelReply> {
  const route = ctx.models.route(plan.model);
  const messages = promptMessages(plan.template, example.prompt);
  const parameters = parametersOf(ctx, plan, repeat, route.isSimulated);
  // The simulator's address changes from process to process; its label says enough.
  const server = route.isSimulated ? 'simulator' : route.baseUrl;
  const key = ctx.sha256Hex(canonicalJson(['answer', 1, server, route.label, messages, parameters, repeat]));
  const price = (reply: z.infer<typeof storedAnswerSchema>) => costOf(reply.usage, route.price).costUsd;
  const stored = storedAnswerSchema.safeParse(await ctx.calls.get(key));
  if (stored.success) return { ok: true, ...stored.data, costUsd: price(stored.data), isCached: true };
  try {
    const { text, toolCalls, finishReason, usage, latencyMs } = await ctx.chatModels.complete({
      route,
      messages,
      parameters,
      timeoutMs: ctx.config.scorer.timeout_ms,
    });
    const reply = {
      text: text === '' && toolCalls ? JSON.stringify(toolCalls) : text,
      finishReason,
      usage,
      latencyMs,
    };
    await ctx.calls.put(key, reply, true);
    return { ok: true, ...reply, costUsd: price(reply), isCached: false };
  } catch (error) {
    return { ok: false, error: messageOf(error) };
  }
}

/**
 * Parameters of the prompt file before those of scorer_config.yaml. Repeated answers differ by themselves at a
 * temperature above 0; where a seed fixes them (it always does in the simulator), each gets a seed of its own.
 */
function parametersOf(
  ctx: ScorerContext,
  plan: RunPlan,
  repeat: number,
  isSimulated: boolean,
): Record<string, unknown> {
  const parameters = { ...ctx.config.scorer.parameters, ...plan.template?.parameters };
  const { seed } = parameters;
  if (repeat === 0) return parameters;
  if (typeof seed === 'number') return { ...parameters, seed: seed + repeat };
  return isSimulated ? { ...parameters, seed: repeat } : parameters;
}

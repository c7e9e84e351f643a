import type { ChatModelAnswer } from '#lib/adapters/llm/chat-models.ts';
import { isRecord, type TokenUsage } from '#lib/domain/completion/usage.ts';
import { addCosts, costOf } from '#lib/domain/cost/price.ts';
import { isPermanent } from '#lib/domain/jobs/job.ts';
import { readJudgement, type Judgement } from '#lib/domain/judge/judgement.ts';
import {
  boundaryFor,
  judgeMessages,
  judgementJsonSchema,
  repairMessages,
  type JudgeMaterial,
  type JudgeMessage,
} from '#lib/domain/judge/prompt.ts';
import type { Rubric } from '#lib/domain/judge/rubric.ts';
import type { Context } from './context.ts';

export type JudgeContext = Pick<Context, 'config' | 'models' | 'chatModels' | 'random'>;

export interface JudgeCall {
  rubric: Rubric;
  material: JudgeMaterial;
  /** Of each attempt of each call. */
  timeoutMs: number;
}

/** What judging used. */
export interface JudgeUsage extends TokenUsage {
  /** Replies of the judge; 0 means that nobody was asked. */
  calls: number;
  /** Null when a price or a count of tokens is unknown. */
  costUsd: number | null;
}

export type JudgeReply =
  | { judgement: Judgement; missingReason: null; usage: JudgeUsage }
  | { judgement: null; missingReason: string; usage: JudgeUsage };

export const NO_USAGE: JudgeUsage = {
  calls: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
};

/**
 * One judgement by the configured judge. A reply that breaks the form is shown to the judge once, with the problem, and
 * asked for again; then the judgement is missing. So it is when the judge refuses the request for good. Throws what
 * trying later may mend: no connection, no answer in time, too many requests, a wrong key.
 */
export async function judgeOnce(ctx: JudgeContext, call: JudgeCall): Promise<JudgeReply> {
  const boundary = boundaryFor(call.material, ctx.random.hex);
  const first = judgeMessages(call.rubric, call.material, boundary);
  let messages = first;
  let problem = '';
  let usage = NO_USAGE;
  for (let isRepair = false; ; isRepair = true) {
    const answer = await askJudge(ctx, call, messages);
    if ('refusal' in answer) return missing(`the judge refuses this request: ${answer.refusal}`, usage);
    usage = addUsage(usage, usageOf(ctx, answer.usage));
    if (answer.finishReason === 'content_filter')
      return missing("the judge's content filter stopped its reply", usage);
    const reading = readJudgement(answer.text, call.rubric);
    if (reading.ok) return { judgement: reading.judgement, missingReason: null, usage };
    problem = answer.finishReason === 'length' ? `${reading.problem} (it was cut off)` : reading.problem;
    if (isRepair) return missing(`the judge's reply is not usable: ${problem}`, usage);
    messages = repairMessages(first, answer.text, problem);
  }
}

/** Both together; an unknown cost makes the sum unknown. */
export function addUsage(a: JudgeUsage, b: JudgeUsage): JudgeUsage {
  return {
    calls: a.calls + b.calls,
    inputTokens: a.inputTokens + b.inputTokens,
    cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    costUsd: addCosts(a.costUsd, b.costUsd),
  };
}

/** Refused whatever form is asked for, so that asking again without it would only be refused again. */
const REFUSED_FOR_CONTENT = new Set([
  'content_filter',
  'content_policy_violation',
  'context_length_exceeded',
  'string_above_max_length',
]);

/** Some servers answer 404, 500 or 501 where they know no structured output, and name it. */
const ABOUT_STRUCTURE = /response_format|json_schema|structured output|guided decoding|grammar/i;

/** Routes whose server refuses structured output, as long as the models that were asked live. */
const WITHOUT_STRUCTURE = new WeakMap<object, Set<string>>();

async function askJudge(
  ctx: JudgeContext,
  { rubric, timeoutMs }: JudgeCall,
  messages: readonly JudgeMessage[],
): Promise<ChatModelAnswer | { refusal: string }> {
  const route = ctx.models.route(ctx.config.scorer.judge_model);
  const unstructured = WITHOUT_STRUCTURE.get(ctx.chatModels) ?? new Set();
  WITHOUT_STRUCTURE.set(ctx.chatModels, unstructured);
  const routeId = `${route.baseUrl} ${route.model}`;
  const ask = async (isStructured: boolean) => {
    try {
      const temperature = ctx.config.scorer.judge_temperature;
      return await ctx.chatModels.complete({
        route,
        messages,
        parameters: { temperature, ...(isStructured ? { response_format: responseFormat(rubric) } : {}) },
        timeoutMs,
      });
    } catch (error) {
      if (isPermanent(error)) return { refusal: error.message, code: codeOf(error.cause) };
      if (isStructured && error instanceof Error && ABOUT_STRUCTURE.test(error.message))
        return { refusal: error.message, code: '' };
      throw error;
    }
  };
  if (unstructured.has(routeId)) return ask(false);
  const answer = await ask(true);
  if (!('refusal' in answer) || REFUSED_FOR_CONTENT.has(answer.code)) return answer;
  // Servers without structured output refuse the request for it; the form is asked for in words too.
  const plain = await ask(false);
  if (!('refusal' in plain)) unstructured.add(routeId);
  return plain;
}

function codeOf(cause: unknown): string {
  return isRecord(cause) && typeof cause.code === 'string' ? cause.code : '';
}

function responseFormat(rubric: Rubric) {
  return {
    type: 'json_schema',
    json_schema: { name: 'judgement', strict: true, schema: judgementJsonSchema(rubric) },
  };
}

function usageOf(ctx: JudgeContext, usage: TokenUsage | null): JudgeUsage {
  const { price } = ctx.models.route(ctx.config.scorer.judge_model);
  return { ...NO_USAGE, ...usage, calls: 1, costUsd: costOf(usage, price).costUsd };
}

function missing(missingReason: string, usage: JudgeUsage): JudgeReply {
  return { judgement: null, missingReason, usage };
}

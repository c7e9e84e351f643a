import { simulateAnswer } from '#lib/domain/simulator/answer.ts';
import { isJson } from '#lib/domain/simulator/constraints.ts';
import { simulateJudgement } from '#lib/domain/simulator/judge.ts';
import { readJudgeRequest } from '#lib/domain/simulator/judge-request.ts';
import type { Knowledge } from '#lib/domain/simulator/knowledge.ts';
import type { SimulatorProfile } from '#lib/domain/simulator/profiles.ts';
import { valueForSchema } from '#lib/domain/simulator/schema-value.ts';
import { countTokens, truncateTokens } from '#lib/domain/simulator/tokens.ts';
import type { ChatBody } from './request.ts';

/** What the simulated model says. */
export interface Reply {
  content: string;
  /** Given instead of content. */
  tool?: { name: string; arguments: string };
  finishReason: 'stop' | 'length' | 'tool_calls' | 'content_filter';
  completionTokens: number;
}

interface ReplyInput {
  body: ChatBody;
  profile: SimulatorProfile;
  /** The last user message or the known conversation. */
  prompt: string;
  /** The first user message. */
  opening: string;
  system: string;
  knowledge: Knowledge;
}

type ReplyReading = { ok: true; reply: Reply } | { ok: false; problem: string };

/** The reply to a request: a tool call where one is forced, a judgement for a judge's messages, else an answer. */
export function replyTo(input: ReplyInput): ReplyReading {
  const tool = forcedTool(input.body);
  if (tool === 'unknown')
    return { ok: false, problem: 'tool_choice names a function that tools does not have.' };
  if (tool !== undefined) {
    const args = JSON.stringify(valueForSchema(tool.parameters ?? { type: 'object' }, tool.name));
    const call = { name: tool.name, arguments: args };
    return {
      ok: true,
      reply: { content: '', tool: call, finishReason: 'tool_calls', completionTokens: countTokens(args) },
    };
  }
  return { ok: true, reply: limited(contentFor(input), input.body) };
}

/** A reply that a content filter stopped half-way. */
export function filtered(reply: Reply): Reply {
  const content = truncateTokens(reply.content, Math.max(1, Math.floor(reply.completionTokens / 2)));
  return { content, finishReason: 'content_filter', completionTokens: countTokens(content) };
}

function contentFor({ body, profile, prompt, opening, system, knowledge }: ReplyInput): string {
  const schema = body.response_format?.json_schema?.schema;
  // A judge that is asked again, because its reply was not usable, finds the material in the first message.
  const judged = readJudgeRequest(system, opening, schema);
  if (judged !== null) {
    const { rubric, material, boundary } = judged;
    const isCredulous = profile.isCredulous === true;
    // At temperature 0 a judge repeats itself; else each call, known by its boundary, wavers on its own.
    const draw = (body.temperature ?? 0) > 0 ? boundary : '';
    return JSON.stringify(simulateJudgement({ rubric, material, knowledge, isCredulous, draw }));
  }
  const seed = typeof body.seed === 'number' ? { seed: body.seed } : {};
  const answer = simulateAnswer({ profile, prompt, system, knowledge, ...seed });
  // Structured output is a promise of the API, which even a bad model behind it keeps.
  if (body.response_format?.type === 'json_schema' && !isJson(answer)) {
    return JSON.stringify(valueForSchema(schema ?? { type: 'object' }, prompt));
  }
  if (body.response_format?.type === 'json_object' && !isJson(answer)) {
    return JSON.stringify({ simulated: true, answer });
  }
  return answer;
}

function limited(content: string, body: ChatBody): Reply {
  const limit = body.max_completion_tokens ?? body.max_tokens ?? Number.POSITIVE_INFINITY;
  const kept = truncateTokens(content, limit);
  return {
    content: kept,
    finishReason: kept === content ? 'stop' : 'length',
    completionTokens: countTokens(kept),
  };
}

function forcedTool({
  tools,
  tool_choice: choice,
}: ChatBody): { name: string; parameters?: unknown } | 'unknown' | undefined {
  if (typeof choice === 'object' && choice !== null) {
    return tools?.find((tool) => tool.function.name === choice.function.name)?.function ?? 'unknown';
  }
  return choice === 'required' ? (tools?.[0]?.function ?? 'unknown') : undefined;
}

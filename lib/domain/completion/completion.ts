import { isRecord, readUsage, type TokenUsage } from './usage.ts';

/** What the log keeps of a model's answer. */
export interface Completion {
  text: string;
  toolCalls: unknown[] | null;
  finishReason: string | null;
  usage: TokenUsage | null;
}

/** Reads a complete (not streamed) OpenAI-compatible answer; null when it has no choices. */
export function readCompletion(body: unknown): Completion | null {
  if (!isRecord(body) || !Array.isArray(body.choices)) return null;
  const choice: unknown = body.choices[0];
  if (!isRecord(choice) || !isRecord(choice.message)) return null;
  const { content, tool_calls: toolCalls, refusal } = choice.message;
  return {
    text: typeof content === 'string' ? content : typeof refusal === 'string' ? refusal : '',
    toolCalls: Array.isArray(toolCalls) && toolCalls.length > 0 ? toolCalls : null,
    finishReason: typeof choice.finish_reason === 'string' ? choice.finish_reason : null,
    usage: readUsage(body.usage),
  };
}

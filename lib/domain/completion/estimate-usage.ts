import type { Completion } from './completion.ts';
import { isRecord, type TokenUsage } from './usage.ts';

/** What a token of English text has on average. */
const CHARACTERS_PER_TOKEN = 4;

/**
 * Tokens of an answer that was cut off before it told its usage, by the length of the prompt and of what had come: text,
 * and names and arguments of tool calls. Null when nothing had come.
 */
export function estimateUsage(promptText: string, completion: Completion): TokenUsage | null {
  const characters = completion.text.length + toolCallCharacters(completion.toolCalls);
  if (characters === 0) return null;
  return {
    inputTokens: Math.ceil(promptText.length / CHARACTERS_PER_TOKEN),
    cachedInputTokens: 0,
    outputTokens: Math.ceil(characters / CHARACTERS_PER_TOKEN),
  };
}

function toolCallCharacters(calls: readonly unknown[] | null): number {
  let sum = 0;
  for (const call of calls ?? []) {
    if (!isRecord(call) || !isRecord(call.function)) continue;
    const { name, arguments: text } = call.function;
    for (const part of [name, text]) if (typeof part === 'string') sum += part.length;
  }
  return sum;
}

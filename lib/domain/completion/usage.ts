/** Tokens of one model call; `cachedInput` is the part of `input` that was billed at the cached price. */
export interface TokenUsage {
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
}

/** Reads the `usage` object of an OpenAI-compatible answer; null when it isn't one. */
export function readUsage(value: unknown): TokenUsage | null {
  if (!isRecord(value)) return null;
  const input = tokenCount(value.prompt_tokens);
  const output = tokenCount(value.completion_tokens);
  if (input === null || output === null) return null;
  const details = value.prompt_tokens_details;
  const cached = isRecord(details) ? tokenCount(details.cached_tokens) : null;
  return { inputTokens: input, cachedInputTokens: Math.min(cached ?? 0, input), outputTokens: output };
}

function tokenCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < 2 ** 31
    ? value
    : null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

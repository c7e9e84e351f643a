/** The JSON of an OpenAI-compatible server, as far as tests need it. */
export interface CompletionParts {
  text?: string | null;
  model?: string;
  finishReason?: string;
  toolCalls?: readonly object[];
  /** Absent: 10 in, 4 of them cached, 20 out. */
  usage?: object | null;
}

export const USAGE = {
  prompt_tokens: 10,
  completion_tokens: 20,
  total_tokens: 30,
  prompt_tokens_details: { cached_tokens: 4 },
};

export function completionBody(parts: CompletionParts = {}): Record<string, unknown> {
  const { text = 'Hello!', toolCalls } = parts;
  const message = { role: 'assistant', content: text, ...(toolCalls ? { tool_calls: toolCalls } : {}) };
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: parts.model ?? 'some-model-2025',
    choices: [{ index: 0, message, logprobs: null, finish_reason: parts.finishReason ?? 'stop' }],
    ...(parts.usage === null ? {} : { usage: parts.usage ?? USAGE }),
  };
}

/** One server-sent event with this data. */
export function frame(data: unknown, eol = '\n'): string {
  return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}${eol}${eol}`;
}

/** A frame with one choice. */
export function choiceFrame(delta: object, finishReason: string | null = null): string {
  return frame(chunk([{ index: 0, delta, finish_reason: finishReason }]));
}

export const deltaFrame = (text: string): string => choiceFrame({ content: text });
export const finishFrame = (reason = 'stop'): string => choiceFrame({}, reason);
export const usageFrame = (usage: object = USAGE): string => frame({ ...chunk([]), usage });
export const doneFrame = (): string => frame('[DONE]');

function chunk(choices: readonly object[]): Record<string, unknown> {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'some-model-2025',
    choices,
  };
}

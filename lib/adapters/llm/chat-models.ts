import OpenAI from 'openai';
import { Agent } from 'undici';
import { isRecord, readUsage, type TokenUsage } from '#lib/domain/completion/usage.ts';
import { PermanentJobError } from '#lib/domain/jobs/job.ts';
import { bufferedFetch } from './buffered-fetch.ts';

export interface ChatModelCall {
  route: { baseUrl: string; apiKey: string | null; model: string };
  messages: readonly unknown[];
  /** Further members of the request body. */
  parameters?: Readonly<Record<string, unknown>>;
  /** Of each attempt. */
  timeoutMs: number;
  /** Further attempts after a failure that may pass, with growing waits or what Retry-After says; 1 by default. */
  retries?: number;
  /** Gives the call up. */
  signal?: AbortSignal;
}

export interface ChatModelAnswer {
  text: string;
  toolCalls: unknown[] | null;
  /** Why the model stopped: `stop`, `length`, `content_filter` … */
  finishReason: string | null;
  usage: TokenUsage | null;
  latencyMs: number;
}

/** Background calls to models (candidate, judge): own connections, own limits, never the gateway's. */
export interface ChatModels {
  /**
   * One complete answer. Throws PermanentJobError when the model server refuses the request itself (most 4xx), any other
   * error when trying again may help.
   */
  complete: (call: ChatModelCall) => Promise<ChatModelAnswer>;
  close: () => Promise<void>;
}

/** @param elapsedMs a steady clock */
export function createChatModels(elapsedMs: () => number, connections: number): ChatModels {
  // The SDK keeps the time of each attempt; undici's own limits would cut off longer ones.
  const agent = new Agent({ connections, keepAliveTimeout: 30_000, headersTimeout: 0, bodyTimeout: 0 });
  const clients = new Map<string, OpenAI>();

  const clientOf = ({ baseUrl, apiKey }: ChatModelCall['route']): OpenAI => {
    const id = `${baseUrl} ${apiKey ?? ''}`;
    const client =
      clients.get(id) ?? new OpenAI({ baseURL: baseUrl, apiKey: apiKey ?? 'none', fetch: ownFetch });
    clients.set(id, client);
    return client;
  };

  const ownFetch = bufferedFetch(agent);

  return {
    complete: async ({ route, messages, parameters, timeoutMs, retries = 1, signal }) => {
      const started = elapsedMs();
      const body = { ...parameters, model: route.model, messages, stream: false } as unknown;
      try {
        const answer = await clientOf(route).chat.completions.create(
          body as OpenAI.ChatCompletionCreateParamsNonStreaming,
          { timeout: timeoutMs, maxRetries: retries, ...(signal ? { signal } : {}) },
        );
        return { ...readAnswer(answer), latencyMs: elapsedMs() - started };
      } catch (error) {
        throw explained(error, route.model);
      }
    },
    close: () => agent.destroy(),
  };
}

function readAnswer(answer: unknown): Omit<ChatModelAnswer, 'latencyMs'> {
  const choices = isRecord(answer) && Array.isArray(answer.choices) ? (answer.choices as unknown[]) : [];
  const choice = isRecord(choices[0]) ? choices[0] : {};
  const { message, finish_reason: finishReason } = choice;
  if (!isRecord(message))
    throw new Error('the model server answered something that is not a chat completion');
  const { content, refusal, tool_calls: toolCalls } = message;
  return {
    text: typeof content === 'string' ? content : typeof refusal === 'string' ? refusal : '',
    toolCalls: Array.isArray(toolCalls) && toolCalls.length > 0 ? toolCalls : null,
    finishReason: typeof finishReason === 'string' ? finishReason : null,
    usage: isRecord(answer) ? readUsage(answer.usage) : null,
  };
}

const WORTH_ANOTHER_TRY = new Set([401, 402, 403, 404, 408, 409, 425, 429]);

/** A key or a model that is missing gets fixed by a person while the job waits; a request that is wrong stays wrong. */
function explained(error: unknown, model: string): Error {
  if (!(error instanceof OpenAI.APIError)) return error instanceof Error ? error : new Error(String(error));
  const status: unknown = error.status;
  const message = `${model}: ${error.message}`;
  const isPermanent = typeof status === 'number' && status < 500 && !WORTH_ANOTHER_TRY.has(status);
  return isPermanent
    ? new PermanentJobError(message, { cause: error })
    : new Error(message, { cause: error });
}

import { tokenPieces } from '#lib/domain/simulator/tokens.ts';
import type { Reply } from './reply.ts';

/** What all parts of one answer carry. */
export interface Envelope {
  id: string;
  /** Seconds since 1970. */
  created: number;
  /** Always begins with `simulated/`. */
  model: string;
}

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number };
}

const TOKENS_PER_CHUNK = 3;

/** The body of an answer that is not streamed. */
export function completionBody(envelope: Envelope, reply: Reply, usage: Usage): Record<string, unknown> {
  const message = {
    role: 'assistant',
    content: reply.tool === undefined ? reply.content : null,
    refusal: null,
    annotations: [],
    ...(reply.tool && { tool_calls: [{ id: callId(envelope), type: 'function', function: reply.tool }] }),
  };
  return {
    ...head(envelope, 'chat.completion'),
    choices: [{ index: 0, message, logprobs: null, finish_reason: reply.finishReason }],
    usage,
  };
}

/** The parts of a streamed answer: who speaks, what in pieces, why it ended, and its usage where asked for. */
export interface Chunks {
  role: string;
  pieces: { json: string; tokens: number }[];
  finish: string;
  usage?: string;
}

/** All chunks of a streamed answer as JSON, in the order of their names. */
export function chunksOf(envelope: Envelope, reply: Reply, usage: Usage | undefined): Chunks {
  const chunk = (choices: unknown[], ending: Usage | null = null) =>
    JSON.stringify({
      ...head(envelope, 'chat.completion.chunk'),
      choices,
      ...(usage !== undefined && { usage: ending }),
    });
  const delta = (value: unknown, reason: string | null = null) =>
    chunk([{ index: 0, delta: value, logprobs: null, finish_reason: reason }]);
  const first = reply.tool
    ? {
        tool_calls: [
          {
            index: 0,
            id: callId(envelope),
            type: 'function',
            function: { name: reply.tool.name, arguments: '' },
          },
        ],
      }
    : { content: '' };
  const piece = (text: string) =>
    reply.tool ? { tool_calls: [{ index: 0, function: { arguments: text } }] } : { content: text };
  return {
    role: delta({ role: 'assistant', refusal: null, ...(reply.tool && { content: null }), ...first }),
    pieces: tokenPieces(reply.tool?.arguments ?? reply.content, TOKENS_PER_CHUNK).map((text) => ({
      json: delta(piece(text)),
      tokens: TOKENS_PER_CHUNK,
    })),
    finish: delta({}, reply.finishReason),
    ...(usage !== undefined && { usage: chunk([], usage) }),
  };
}

function head({ id, created, model }: Envelope, object: string): Record<string, unknown> {
  return { id, object, created, model, service_tier: 'default', system_fingerprint: 'simulator' };
}

function callId({ id }: Envelope): string {
  return id.replace('chatcmpl-', 'call_');
}

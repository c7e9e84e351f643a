import type { Completion } from './completion.ts';
import { isRecord, readUsage } from './usage.ts';

/** What one frame of a streamed answer meant. */
export interface CapturedFrame {
  /** Text that this frame adds to the answer. */
  delta: string;
  /** The frame carries usage and nothing else: nobody but who asked for it should see it. */
  isUsageOnly: boolean;
  isDone: boolean;
}

interface ToolCallDraft {
  id?: string;
  type: string;
  function: { name: string; arguments: string };
}

const NOTHING: CapturedFrame = { delta: '', isUsageOnly: false, isDone: false };

/** Collects the answer from the frames of an OpenAI-compatible stream (first choice), up to a number of characters. */
export class StreamCapture {
  readonly #maxCharacters: number;
  #text = '';
  readonly #toolCalls = new Map<number, ToolCallDraft>();
  #finishReason: string | null = null;
  #usage: Completion['usage'] = null;
  #isDone = false;
  #error: string | null = null;

  constructor(maxCharacters: number) {
    this.#maxCharacters = maxCharacters;
  }

  /** Takes the data of one frame. Text that isn't JSON is tolerated: it adds nothing. */
  accept(data: string): CapturedFrame {
    if (data.trim() === '[DONE]') {
      this.#isDone = true;
      return { ...NOTHING, isDone: true };
    }
    const chunk = parse(data);
    if (!isRecord(chunk)) return NOTHING;
    if (isRecord(chunk.error)) this.#error = messageOf(chunk.error);
    const usage = readUsage(chunk.usage);
    if (usage) this.#usage = usage;
    const choices = Array.isArray(chunk.choices) ? (chunk.choices as unknown[]) : [];
    if (usage && choices.length === 0) return { ...NOTHING, isUsageOnly: true };
    const first = choices.find((choice) => isRecord(choice) && (choice.index ?? 0) === 0);
    return isRecord(first) ? { ...NOTHING, delta: this.#acceptChoice(first) } : NOTHING;
  }

  #acceptChoice(choice: Record<string, unknown>): string {
    if (typeof choice.finish_reason === 'string') this.#finishReason = choice.finish_reason;
    const delta = choice.delta;
    if (!isRecord(delta)) return '';
    if (Array.isArray(delta.tool_calls)) for (const part of delta.tool_calls) this.#acceptToolCall(part);
    const content = delta.content ?? delta.refusal;
    if (typeof content !== 'string') return '';
    if (this.#text.length < this.#maxCharacters) {
      this.#text += content.slice(0, this.#maxCharacters - this.#text.length);
    }
    return content;
  }

  #acceptToolCall(part: unknown): void {
    if (!isRecord(part)) return;
    const index = typeof part.index === 'number' ? part.index : 0;
    const call = this.#toolCalls.get(index) ?? { type: 'function', function: { name: '', arguments: '' } };
    if (typeof part.id === 'string') call.id = part.id;
    if (isRecord(part.function)) {
      const { name, arguments: text } = part.function;
      if (typeof name === 'string') call.function.name += name;
      if (typeof text === 'string' && call.function.arguments.length < this.#maxCharacters) {
        call.function.arguments += text;
      }
    }
    this.#toolCalls.set(index, call);
  }

  /** A stream is whole only if it said so: by a finish reason or by [DONE]. */
  get isComplete(): boolean {
    return this.#error === null && (this.#isDone || this.#finishReason !== null);
  }

  /** The error that the upstream sent inside the stream, if any. */
  get error(): string | null {
    return this.#error;
  }

  get completion(): Completion {
    const calls = [...this.#toolCalls.entries()].sort(([a], [b]) => a - b).map(([, call]) => call);
    return {
      text: this.#text,
      toolCalls: calls.length > 0 ? calls : null,
      finishReason: this.#finishReason,
      usage: this.#usage,
    };
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function messageOf(error: Record<string, unknown>): string {
  return typeof error.message === 'string' ? error.message : JSON.stringify(error);
}

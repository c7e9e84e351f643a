import type { ChatModelAnswer, ChatModelCall, ChatModels } from '#lib/adapters/llm/chat-models.ts';

export interface CallLimits {
  /** Calls under way at once. */
  concurrency: number;
  /** Calls begun in a minute, evenly spread; null is no limit. */
  requestsPerMinute: number | null;
  /**
   * Time between the first calls, until all places are taken. Calls that begin together end together, again and again, and
   * their answers wait for each other.
   */
  rampMs: number;
  retries: number;
  /** Gives calls up that are under way. */
  signal: AbortSignal;
  elapsedMs: () => number;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Sees every answer, for counting tokens. */
  onAnswer: (answer: ChatModelAnswer) => void;
}

/** The same models within a run's limits; calls wait for their turn in the order in which they came. */
export function limitCalls(
  models: Pick<ChatModels, 'complete'>,
  limits: CallLimits,
): Pick<ChatModels, 'complete'> {
  const waiting: (() => void)[] = [];
  let free = limits.concurrency;
  let nextStartMs = -Infinity;
  let begun = 0;

  async function enter(): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  async function ramp(): Promise<void> {
    begun += 1;
    const waitMs = begun <= limits.concurrency ? (begun - 1) * limits.rampMs : 0;
    if (waitMs > 0) await limits.sleep(waitMs, limits.signal);
  }

  async function pace(): Promise<void> {
    if (limits.requestsPerMinute === null) return;
    const nowMs = limits.elapsedMs();
    const startMs = Math.max(nowMs, nextStartMs);
    nextStartMs = startMs + 60_000 / limits.requestsPerMinute;
    if (startMs > nowMs) await limits.sleep(startMs - nowMs, limits.signal);
  }

  return {
    complete: async (call: ChatModelCall) => {
      await enter();
      try {
        await ramp();
        await pace();
        const answer = await models.complete({ ...call, retries: limits.retries, signal: limits.signal });
        limits.onAnswer(answer);
        return answer;
      } finally {
        leave();
        // Answers come in bursts. The next calls go out first; what has come is scored while they are on their way.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

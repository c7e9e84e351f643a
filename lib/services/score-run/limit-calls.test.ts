import { describe, expect, it } from 'vitest';
import type { ChatModelAnswer, ChatModelCall } from '#lib/adapters/llm/chat-models.ts';
import { limitCalls, type CallLimits } from './limit-calls.ts';

const answer: ChatModelAnswer = {
  text: 'hi',
  toolCalls: null,
  finishReason: 'stop',
  usage: { inputTokens: 2, cachedInputTokens: 0, outputTokens: 3 },
  latencyMs: 1,
};
const call: ChatModelCall = {
  route: { baseUrl: 'http://x/v1', apiKey: null, model: 'm' },
  messages: [],
  timeoutMs: 1,
};

function models(changes: Partial<CallLimits> = {}) {
  const seen: ChatModelCall[] = [];
  const pending: { end: () => void; fail: () => void }[] = [];
  const waitedMs: number[] = [];
  let nowMs = 0;
  const limited = limitCalls(
    {
      complete: (given) => {
        seen.push(given);
        return new Promise((resolve, reject) => {
          pending.push({ end: () => resolve(answer), fail: () => reject(new Error('down')) });
        });
      },
    },
    {
      concurrency: 2,
      requestsPerMinute: null,
      rampMs: 0,
      retries: 7,
      signal: new AbortController().signal,
      elapsedMs: () => nowMs,
      sleep: (ms) => {
        waitedMs.push(ms);
        nowMs += ms;
        return Promise.resolve();
      },
      onAnswer: () => undefined,
      ...changes,
    },
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { limited, seen, pending, waitedMs, settle };
}

describe('limitCalls', () => {
  it('lets so many through at once, and the next one in when one ends or fails', async () => {
    const { limited, seen, pending, settle } = models();
    const results = Promise.allSettled([1, 2, 3, 4].map(() => limited.complete(call)));
    await settle();
    expect(seen).toHaveLength(2);
    pending[0]?.fail();
    await settle();
    expect(seen).toHaveLength(3);
    pending[1]?.end();
    await settle();
    expect(seen).toHaveLength(4);
    pending[2]?.end();
    pending[3]?.end();
    expect((await results).map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
  });

  it('gives each call the retries and the signal of the run', async () => {
    const { signal } = new AbortController();
    const { limited, seen, settle } = models({ signal });
    void limited.complete(call);
    await settle();
    expect(seen[0]).toEqual({ ...call, retries: 7, signal });
  });

  it('spreads calls over the minute', async () => {
    const { limited, pending, waitedMs, settle } = models({ requestsPerMinute: 60, concurrency: 9 });
    for (let i = 0; i < 3; i += 1) void limited.complete(call);
    await settle();
    for (const { end } of pending) end();
    expect(waitedMs).toEqual([1_000, 1_000]);
  });

  it('lets the first calls begin one after the other, and later ones at once', async () => {
    const { limited, pending, waitedMs, settle } = models({ concurrency: 3, rampMs: 2 });
    for (let i = 0; i < 5; i += 1) void limited.complete(call);
    await settle();
    expect(waitedMs).toEqual([2, 4]);
    for (const { end } of pending) end();
    await settle();
    expect(pending).toHaveLength(5);
    expect(waitedMs).toEqual([2, 4]);
  });

  it('shows every answer for counting', async () => {
    const counted: ChatModelAnswer[] = [];
    const { limited, pending, settle } = models({ onAnswer: (item) => counted.push(item) });
    const result = limited.complete(call);
    await settle();
    pending[0]?.end();
    expect(await result).toBe(answer);
    expect(counted).toEqual([answer]);
  });
});

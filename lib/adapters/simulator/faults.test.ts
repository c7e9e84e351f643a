import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { faultByShare, splitModel } from './faults.ts';
import { createSimulatorHandler } from './handler.ts';
import { startSimulatorServer, type SimulatorServer } from './server.ts';

const messages = [{ role: 'user' as const, content: 'Tell me something about zebras in the zoo, please.' }];

let server: SimulatorServer;
let client: OpenAI;
beforeAll(async () => {
  server = await startSimulatorServer({ knowledge: new Map(), timeScale: 0 });
  client = new OpenAI({ baseURL: server.baseUrl, apiKey: 'none', maxRetries: 0, logLevel: 'off' });
});
afterAll(() => server.close());
afterEach(() => vi.restoreAllMocks());

const answer = (fault: string, signal?: AbortSignal) =>
  client.chat.completions.create({ model: `medium+${fault}`, messages }, { signal: signal ?? null });
const stream = (fault: string) =>
  client.chat.completions.create(
    { model: 'medium', messages, stream: true },
    { headers: { 'x-simulate': fault } },
  );

describe('faults that a client asks for', () => {
  it('rate-limit: 429 with Retry-After', async () => {
    const error = await answer('rate-limit').catch((reason: unknown) => reason);
    if (!(error instanceof OpenAI.RateLimitError)) throw new Error('not a rate limit error');
    expect([error.status, error.code, error.headers.get('retry-after')]).toEqual([
      429,
      'rate_limit_exceeded',
      '1',
    ]);
  });

  it('server-error: 500', async () => {
    await expect(answer('server-error')).rejects.toBeInstanceOf(OpenAI.InternalServerError);
    await expect(stream('server-error')).rejects.toBeInstanceOf(OpenAI.InternalServerError);
  });

  it('context-length: 400 with its code', async () => {
    await expect(answer('context-length')).rejects.toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
    });
  });

  it('content-filter: a part of the answer and the reason', async () => {
    const cut = await answer('content-filter');
    const whole = await client.chat.completions.create({ model: 'medium', messages });
    expect(cut.choices[0]?.finish_reason).toBe('content_filter');
    expect(whole.choices[0]?.message.content?.startsWith(cut.choices[0]?.message.content ?? '-')).toBe(true);
    expect(cut.usage?.completion_tokens).toBeLessThan(whole.usage?.completion_tokens ?? 0);
  });

  it('broken-stream: cuts the connection after a part of the answer, in silence on our side', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const seen: unknown[] = [];
    const read = async () => {
      for await (const chunk of await stream('broken-stream')) seen.push(chunk);
    };
    await expect(read()).rejects.toThrow();
    expect(seen.length).toBeGreaterThan(2);
    await expect(answer('broken-stream')).rejects.toThrow();
    expect(printed).not.toHaveBeenCalled();
  });

  it('malformed-chunk: one chunk is no JSON', async () => {
    const read = async () => {
      for await (const chunk of await stream('malformed-chunk'))
        expect(chunk.object).toBe('chat.completion.chunk');
    };
    await expect(read()).rejects.toThrow(SyntaxError);
    await expect(answer('malformed-chunk')).rejects.toThrow();
  });

  it('missing-done: all content, a finish reason, no end mark', async () => {
    const raw = async (fault?: string) => {
      const response = await fetch(`${server.baseUrl}/chat/completions`, {
        method: 'POST',
        headers: fault === undefined ? {} : { 'x-simulate': fault },
        body: JSON.stringify({ model: 'medium', messages, stream: true }),
      });
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      return response.text();
    };
    expect(await raw()).toMatch(/"finish_reason":"stop".*\n\ndata: \[DONE\]\n\n$/);
    expect(await raw('missing-done')).toMatch(/"finish_reason":"stop"[^\n]*\n\n$/);
  });

  it('hang: no answer until the client gives up', async () => {
    const gone = new AbortController();
    const waiting = answer('hang', gone.signal);
    gone.abort();
    await expect(waiting).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
  });

  it('an unknown fault in the header is an error, a suffix that is none belongs to the name', async () => {
    await expect(stream('earthquake')).rejects.toMatchObject({ status: 400, param: 'x-simulate' });
    const named = await client.chat.completions.create({ model: 'command-r+', messages });
    expect(named.model).toBe('simulated/command-r+');
    expect(splitModel('a+b+hang')).toEqual({ name: 'a+b', fault: 'hang' });
  });
});

describe('faults by share', () => {
  const shares = { rateLimitShare: 0.1, serverErrorShare: 0.2, brokenStreamShare: 0.05 };

  it('fall on their shares of prompts, always the same ones', () => {
    const faults = Array.from({ length: 4000 }, (_, i) => faultByShare(shares, 'm', `prompt ${i}`));
    const share = (fault: string | undefined) =>
      faults.filter((each) => each === fault).length / faults.length;
    expect(share('rate-limit')).toBeCloseTo(0.1, 1);
    expect(share('server-error')).toBeCloseTo(0.2, 1);
    expect(share(undefined)).toBeCloseTo(0.65, 1);
    expect(faults[7]).toBe(faultByShare(shares, 'm', 'prompt 7'));
  });

  it('may be set for all profiles', async () => {
    const handle = createSimulatorHandler({
      knowledge: new Map(),
      timeScale: 0,
      faults: { serverErrorShare: 1 },
    });
    const body = JSON.stringify({ model: 'large', messages });
    const response = await handle(
      new Request('http://simulator/v1/chat/completions', { method: 'POST', body }),
    );
    expect(response.status).toBe(500);
  });
});

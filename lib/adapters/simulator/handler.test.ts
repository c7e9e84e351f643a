import { describe, expect, it } from 'vitest';
import { createSimulatorHandler, type SimulatorOptions } from './handler.ts';
import type { Sleep } from './wait.ts';

const messages = [{ role: 'user', content: 'Tell me something about zebras in the zoo, please.' }];

function chat(body: unknown, init: RequestInit = {}): Request {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request('http://simulator/v1/chat/completions', { method: 'POST', body: text, ...init });
}

/** A clock whose waits end at once, remembered in `waits`. */
function instant(options: Partial<SimulatorOptions> = {}) {
  const waits: number[] = [];
  const sleep: Sleep = (ms) => {
    waits.push(ms);
    return Promise.resolve();
  };
  return { waits, handle: createSimulatorHandler({ knowledge: new Map(), sleep, ...options }) };
}

/** A clock whose waits end only with the signal. */
const forever: Sleep = (_, signal) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);

describe('bad requests', () => {
  const { handle } = instant();

  it.each([
    ['not JSON', '{', null],
    ['no model', { messages }, 'model'],
    ['no messages', { model: 'large', messages: [] }, 'messages'],
    ['messages of a wrong shape', { model: 'large', messages: [{ content: 'x' }] }, 'messages.0.role'],
    ['two choices', { model: 'large', messages, n: 2 }, 'n'],
    ['no room', { model: 'large', messages, max_tokens: 0 }, 'max_tokens'],
  ])('%s → 400 in the shape of the API', async (_, body, param) => {
    const response = await handle(chat(body));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', param } });
  });

  it.each([
    ['GET', '/v1/chat/completions', 405],
    ['POST', '/v1/models', 405],
    ['GET', '/v1/embeddings', 404],
    ['GET', '/v1/models/%zz', 400],
  ])('%s %s → %i', async (method, path, status) => {
    const response = await handle(new Request(`http://simulator${path}`, { method }));
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty('error.message');
  });
});

describe('time', () => {
  it('is the declared latency and pace, scaled', async () => {
    const { waits, handle } = instant();
    const response = await handle(chat({ model: 'slow', messages }));
    const { usage } = (await response.json()) as { usage: { completion_tokens: number } };
    const paceMs = (1000 * usage.completion_tokens) / 35;
    expect(sum(waits) - paceMs).toBeGreaterThanOrEqual(2_000);
    expect(sum(waits) - paceMs).toBeLessThanOrEqual(3_000);
    const fast = instant({ timeScale: 0.1 });
    await fast.handle(chat({ model: 'slow', messages }));
    expect(sum(fast.waits)).toBeCloseTo(sum(waits) / 10);
  });

  it('is not spent at scale 0', async () => {
    const { waits, handle } = instant({ timeScale: 0 });
    await (await handle(chat({ model: 'slow', messages, stream: true }))).text();
    expect(waits).toEqual([]);
  });

  it('is long before a slow first token', async () => {
    const { waits, handle } = instant();
    await (
      await handle(
        chat({ model: 'small', messages, stream: true }, { headers: { 'x-simulate': 'slow-first-token' } }),
      )
    ).text();
    expect(waits[0]).toBeGreaterThanOrEqual(5_000);
    expect(Math.max(...waits.slice(1))).toBeLessThan(100);
  });
});

describe('streams', () => {
  it('make nothing before somebody reads', async () => {
    const { waits, handle } = instant();
    const response = await handle(chat({ model: 'medium', messages, stream: true }));
    expect(waits).toHaveLength(0);
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.read();
    expect(waits).toHaveLength(2); // the first token and one piece after the first
    await reader?.cancel();
  });

  it('stop waiting when the reader cancels or the request is aborted', async () => {
    const handle = createSimulatorHandler({ knowledge: new Map(), sleep: forever });
    const cancelled = (await handle(chat({ model: 'medium', messages, stream: true }))).body?.getReader();
    const reading = cancelled?.read();
    await cancelled?.cancel();
    expect(await reading).toEqual({ done: true, value: undefined });

    const gone = new AbortController();
    const aborted = (
      await handle(chat({ model: 'medium', messages, stream: true }, { signal: gone.signal }))
    ).body?.getReader();
    const failing = aborted?.read();
    gone.abort();
    await expect(failing).rejects.toThrow();
  });
});

describe('aborted requests', () => {
  it.each(['medium', 'medium+hang'])('reject, with %s', async (model) => {
    const gone = new AbortController();
    const handle = createSimulatorHandler({ knowledge: new Map(), timeScale: 1000 });
    const answer = handle(chat({ model, messages }, { signal: gone.signal }));
    gone.abort();
    await expect(answer).rejects.toThrow();
  });

  it('reject at once when aborted before', async () => {
    const handle = createSimulatorHandler({ knowledge: new Map(), timeScale: 1000 });
    const request = new Request('http://simulator/v1/chat/completions', {
      method: 'POST',
      body: JSON.stringify({ model: 'medium+hang', messages }),
      signal: AbortSignal.abort(),
    });
    await expect(handle(request)).rejects.toThrow();
  });
});

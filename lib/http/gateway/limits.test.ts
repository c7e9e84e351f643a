import { describe, expect, it } from 'vitest';
import { eventually } from '#lib/testing/eventually.ts';
import { deltaFrame } from '#lib/testing/openai-shapes.ts';
import { startTestGateway, type TestGateway } from '#lib/testing/test-gateway.ts';
import {
  answers,
  cutsAfter,
  hangs,
  held,
  refuses,
  resets,
  stallsAfter,
  streamsTexts,
} from '#lib/testing/upstream-scenarios.ts';

const messages = [{ role: 'user', content: 'Hi' }];
const prompt = 'Hi';
const keyOf = (id: string) => ({ id, name: id, scopes: ['chat:write'] as const });
const keys = { lrg_a: keyOf('a'), lrg_b: keyOf('b') };
const as = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

describe('the rate limit', () => {
  it('lets as many requests a minute through as it says, then tells when to come back', async () => {
    let nowMs = 0;
    const gateway = await startTestGateway({ limits: { perMinute: 3 }, elapsedMs: () => nowMs });
    gateway.upstream.play(answers());
    const statusOf = async () => (await gateway.send('/chat', { prompt })).status;
    expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([200, 200, 200]);

    const refused = await gateway.send('/v1/chat/completions', { messages });
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('20');
    expect(refused.headers['x-lrg-error']).toBe('gateway');
    expect(refused.json()).toMatchObject({ detail: 'at most 3 requests a minute', error: { code: null } });

    nowMs = 19_999;
    expect(await statusOf()).toBe(429);
    nowMs = 20_000;
    expect([await statusOf(), await statusOf()]).toEqual([200, 429]);
    expect(gateway.upstream.calls).toHaveLength(4);
    await gateway.rows(4);
  });

  it('counts every caller apart', async () => {
    const gateway = await startTestGateway({ keys, limits: { perMinute: 1 }, elapsedMs: () => 0 });
    gateway.upstream.play(answers());
    const statuses = [];
    for (const key of ['lrg_a', 'lrg_b', 'lrg_a']) {
      statuses.push((await gateway.send('/chat', { prompt }, as(key))).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('costs nothing to whoever is refused at the door', async () => {
    const gateway = await startTestGateway({ limits: { perMinute: 1 }, elapsedMs: () => 0 });
    gateway.upstream.play(answers());
    await gateway.send('/chat', { prompt }, as('lrg_wrong'));
    await gateway.send('/chat', undefined, { method: 'GET' });
    expect((await gateway.send('/chat', { prompt })).status).toBe(200);
  });
});

describe('the limit of requests under way', () => {
  const limits = { maxInFlight: 1 };
  const statusOf = async (gateway: TestGateway) => (await gateway.send('/chat', { prompt })).status;

  it('refuses one more, of the same caller only, until one is over', async () => {
    const gateway = await startTestGateway({ keys, limits });
    const gate = Promise.withResolvers<undefined>();
    gateway.upstream.play(held(gate.promise, answers()), answers());
    const first = gateway.send('/chat', { prompt }, as('lrg_a'));
    await eventually(() => expect(gateway.upstream.calls).toHaveLength(1));
    const second = await gateway.send('/chat', { prompt }, as('lrg_a'));
    expect(second.status).toBe(429);
    expect(second.headers['retry-after']).toBe('1');
    expect((await gateway.send('/chat', { prompt }, as('lrg_b'))).status).toBe(200);
    gate.resolve(undefined);
    expect((await first).status).toBe(200);
    expect((await gateway.send('/chat', { prompt }, as('lrg_a'))).status).toBe(200);
  });

  it('holds a place for a stream until its end, and not for its head alone', async () => {
    const gateway = await startTestGateway({ limits });
    const gate = Promise.withResolvers<undefined>();
    gateway.upstream.play(async (turn) => {
      turn.response.writeHead(200, { 'content-type': 'text/event-stream' }).write(deltaFrame('a'));
      await gate.promise;
      turn.response.end('data: [DONE]\n\n');
    }, answers());
    const request = gateway.open('/v1/chat/completions', { messages, stream: true });
    await request.readUntil('"a"');
    expect(await statusOf(gateway)).toBe(429);
    gate.resolve(undefined);
    await request.readUntil('[DONE]');
    await request.closed;
    await eventually(async () => expect(await statusOf(gateway)).toBe(200));
  });

  it.each([
    ['a whole stream', streamsTexts(['a']), 200],
    ['a stream that breaks', cutsAfter([deltaFrame('a')]), 200],
    ['a refusal by the model server', refuses(400, 'no'), 400],
    ['a model server that is not there', resets, 502],
  ])('gives the place back after %s', async (_, scenario, status) => {
    const gateway = await startTestGateway({ limits, upstream: { max_retries: 0 } });
    for (let i = 0; i < 3; i += 1) {
      gateway.upstream.play(scenario);
      const reply = await gateway.send('/v1/chat/completions', { messages, stream: true });
      expect(reply.status).toBe(status);
    }
  });

  it.each([
    ['before the head', hangs, false],
    ['before the first token', stallsAfter([]), true],
    ['in mid-stream', stallsAfter([deltaFrame('a')]), true],
  ])('gives the place back when the caller leaves %s', async (_, scenario, hasHead) => {
    const gateway = await startTestGateway({ limits });
    for (let i = 0; i < 3; i += 1) {
      gateway.upstream.play(scenario);
      const request = gateway.open('/chat', { prompt, stream: true });
      await eventually(() => expect(gateway.upstream.calls).toHaveLength(i + 1));
      if (hasHead) await request.head;
      request.abort();
      await eventually(() => expect(gateway.ledger.journaled).toBe(i + 1));
    }
    gateway.upstream.play(answers());
    await eventually(async () => expect(await statusOf(gateway)).toBe(200));
  });

  it('gives the place back after a request that was never valid', async () => {
    const gateway = await startTestGateway({ limits });
    gateway.upstream.play(answers());
    await gateway.send('/chat', '{');
    await gateway.send('/chat', { prompt: '' });
    expect(await statusOf(gateway)).toBe(200);
  });
});

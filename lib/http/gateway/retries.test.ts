import { describe, expect, it } from 'vitest';
import { eventually } from '#lib/testing/eventually.ts';
import type { Scenario } from '#lib/testing/fake-upstream.ts';
import { startTestGateway } from '#lib/testing/test-gateway.ts';
import {
  answers,
  hangs,
  refuses,
  repliesWith,
  resets,
  streamsTexts,
} from '#lib/testing/upstream-scenarios.ts';

const PATH = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'Hi' }];
const inSeconds = (seconds: number) => ({ 'retry-after': String(seconds) });

describe('what may pass is tried again, before anything was answered', () => {
  const cases: [string, Scenario, number[]][] = [
    ['500', refuses(500, 'oops'), [100]],
    ['502', refuses(502, 'oops'), [100]],
    ['503', refuses(503, 'oops'), [100]],
    ['504', refuses(504, 'oops'), [100]],
    ['408', refuses(408, 'oops'), [100]],
    ['429 without Retry-After', refuses(429, 'slow down'), [100]],
    ['429 with a short Retry-After', refuses(429, 'slow down', inSeconds(5)), [5_000]],
    ['503 with a short Retry-After', refuses(503, 'busy', inSeconds(2)), [2_000]],
    ['429 with retry-after-ms', refuses(429, 'slow down', { 'retry-after-ms': '30', ...inSeconds(1) }), [30]],
    [
      '429 with a date in the past',
      refuses(429, 'x', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }),
      [0],
    ],
    ['429 with nonsense', refuses(429, 'x', { 'retry-after': 'soon' }), [100]],
    ['a reset', resets, [100]],
    ['a large error', repliesWith(500, 'x'.repeat(1_000_000)), [100]],
  ];

  it.each(cases)('%s', async (_, scenario, waits) => {
    const gateway = await startTestGateway();
    gateway.upstream.play(scenario, answers());
    const reply = await gateway.send(PATH, { messages });
    expect(reply.status).toBe(200);
    expect(gateway.waits).toEqual(waits);
    expect(await gateway.row()).toMatchObject({ status: 'ok', attempts: 2, error: null });
    const [first, second] = gateway.upstream.calls;
    expect(second?.body).toBe(first?.body);
    expect(gateway.upstream.calls).toHaveLength(2);
  });

  it('a stream too', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(refuses(503, 'busy'), resets, streamsTexts(['a']));
    const reply = await gateway.send(PATH, { messages, stream: true });
    expect(reply.text).toContain('[DONE]');
    expect(await gateway.row()).toMatchObject({ status: 'ok', attempts: 3, response: 'a' });
  });

  it('with longer and longer waits, and not for ever', async () => {
    const gateway = await startTestGateway({ upstream: { max_retries: 8 } });
    gateway.upstream.play(refuses(503, 'busy', { 'x-request-id': 'r' }));
    const reply = await gateway.send(PATH, { messages });
    expect(gateway.waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
    expect(reply.status).toBe(503);
    expect(reply.json()).toMatchObject({ error: { message: 'busy' } });
    expect(reply.headers['x-request-id']).toBe('r');
    expect(reply.headers).not.toHaveProperty('x-lrg-error');
    expect(await gateway.row()).toMatchObject({ status: 'error', http_status: 503, attempts: 9 });
  });

  it('never with max_retries: 0', async () => {
    const gateway = await startTestGateway({ upstream: { max_retries: 0 } });
    gateway.upstream.play(refuses(500, 'oops'), answers());
    expect((await gateway.send(PATH, { messages })).status).toBe(500);
    expect(gateway.upstream.calls).toHaveLength(1);
  });

  it('a reset of a connection that was kept, on another one', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers(), resets, answers({ text: 'again' }));
    await gateway.send(PATH, { messages });
    const reply = await gateway.send(PATH, { messages });
    expect(reply.json()).toMatchObject({ choices: [{ message: { content: 'again' } }] });
    expect(gateway.upstream.calls.map(({ connection }) => connection)).toEqual([1, 1, 2]);
    expect((await gateway.rows(2)).map(({ attempts }) => attempts)).toEqual([1, 2]);
  });

  it('a kept connection that was closed while it was idle', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers());
    await gateway.send(PATH, { messages });
    gateway.upstream.dropConnections();
    expect((await gateway.send(PATH, { messages })).status).toBe(200);
    await gateway.rows(2);
  });
});

describe('what would only keep the caller waiting is passed on at once', () => {
  it.each([
    [429, refuses(429, 'slow down', inSeconds(6)), '6'],
    [503, refuses(503, 'busy', inSeconds(3_600)), '3600'],
    [
      429,
      refuses(429, 'x', { 'retry-after': 'Fri, 01 Jan 2999 00:00:00 GMT' }),
      'Fri, 01 Jan 2999 00:00:00 GMT',
    ],
  ])('%i with a long Retry-After', async (status, scenario, after) => {
    const gateway = await startTestGateway();
    gateway.upstream.play(scenario, answers());
    const reply = await gateway.send(PATH, { messages });
    expect(reply.status).toBe(status);
    expect(reply.headers['retry-after']).toBe(after);
    expect(gateway.waits).toEqual([]);
    expect(gateway.upstream.calls).toHaveLength(1);
    expect(await gateway.row()).toMatchObject({ attempts: 1, http_status: status });
  });

  it('a model that hangs is not asked twice', async () => {
    const gateway = await startTestGateway({ upstream: { first_byte_timeout_ms: 100 } });
    gateway.upstream.play(hangs, answers());
    expect((await gateway.send(PATH, { messages })).status).toBe(504);
    expect(gateway.upstream.calls).toHaveLength(1);
  });
});

describe('a caller who leaves while the gateway waits for the next attempt', () => {
  it('ends the attempts', async () => {
    const waiting = Promise.withResolvers<undefined>();
    const gateway = await startTestGateway({
      sleep: (_ms, signal) => {
        waiting.resolve(undefined);
        return new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('woken'))),
        );
      },
    });
    gateway.upstream.play(refuses(429, 'slow down', inSeconds(3)), answers());
    const request = gateway.open(PATH, { messages });
    await waiting.promise;
    request.abort();
    expect(await gateway.row()).toMatchObject({ status: 'aborted', attempts: 1 });
    await eventually(() => expect(gateway.ledger.journaled).toBe(1));
    expect(gateway.upstream.calls).toHaveLength(1);
  });
});

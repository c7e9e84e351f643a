import { describe, expect, it } from 'vitest';
import { deltaFrame, doneFrame, finishFrame, frame } from '#lib/testing/openai-shapes.ts';
import { startTestGateway } from '#lib/testing/test-gateway.ts';
import {
  answers,
  cutsAfter,
  hangs,
  refuses,
  repliesWith,
  resets,
  resetsAfter,
  stallsAfter,
  streams,
} from '#lib/testing/upstream-scenarios.ts';

const PATH = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'Hi' }];
const asked = { messages, stream: true };
/** Of a test that waits for one of them; the others must not be what ends it. */
const SOON_MS = 150;
const JSON_TYPE = { 'content-type': 'application/json' };

describe('an error of the model server', () => {
  const error = {
    message: 'No such model',
    type: 'invalid_request_error',
    param: 'model',
    code: 'model_not_found',
  };

  it.each([400, 401, 402, 403, 404, 409, 413, 418, 422, 425, 501, 529, 599])(
    '%i keeps its status and its body, is asked once, and is not one of ours',
    async (status) => {
      const gateway = await startTestGateway();
      const body = `{ "error": ${JSON.stringify(error)} }\n`;
      gateway.upstream.play(repliesWith(status, body, { 'content-type': 'application/json; v=1' }));
      for (const [path, request] of [
        [PATH, { messages }],
        [PATH, asked],
        ['/chat', { prompt: 'Hi' }],
        ['/chat', { prompt: 'Hi', stream: true }],
      ] as const) {
        const reply = await gateway.send(path, request);
        expect(reply.status).toBe(status);
        expect(reply.text).toBe(body);
        expect(reply.headers['content-type']).toBe('application/json; v=1');
        expect(reply.headers).not.toHaveProperty('x-lrg-error');
      }
      for (const row of await gateway.rows(4)) {
        expect(row).toMatchObject({
          status: 'error',
          http_status: status,
          error: body,
          response: null,
          attempts: 1,
        });
        expect(row.cost_usd).toBeNull();
      }
      expect(gateway.upstream.calls).toHaveLength(4);
    },
  );

  it('is logged in bounded length and passed on whole', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(repliesWith(400, 'ü'.repeat(50_000)));
    const reply = await gateway.send(PATH, { messages });
    expect(reply.text).toBe('ü'.repeat(50_000));
    expect((await gateway.row()).error?.length).toBeLessThanOrEqual(4_000);
  });

  it.each([204, 304])('an answer that can have no body (%i) is 502 and one row', async (status) => {
    const gateway = await startTestGateway();
    gateway.upstream.play(({ response }) => void response.writeHead(status).end());
    const reply = await gateway.send(PATH, { messages });
    expect(await gateway.row()).toMatchObject({ status: 'error', http_status: status });
    expect(reply.status).toBe(502);
  });
});

describe('a model server that gives no answer', () => {
  it('that is not there → 502, marked as ours, with the id of the exchange', async () => {
    const gateway = await startTestGateway();
    await gateway.upstream.close();
    for (const [path, body] of [
      ['/chat', { prompt: 'Hi' }],
      [PATH, { messages }],
      [PATH, asked],
    ] as const) {
      const reply = await gateway.send(path, body);
      expect(reply.status).toBe(502);
      expect(reply.headers).toMatchObject({
        'content-type': 'application/problem+json',
        'x-lrg-error': 'gateway',
      });
      expect(reply.json()).toMatchObject({ detail: 'the model server is unreachable (ECONNREFUSED)' });
      if (path === PATH) expect(reply.json()).toMatchObject({ error: { type: 'server_error' } });
      expect(reply.text, 'no address of the inside').not.toContain('127.0.0.1');
    }
    for (const row of await gateway.rows(3)) {
      expect(row).toMatchObject({ status: 'error', http_status: null, attempts: 3, response: null });
    }
    expect((await gateway.rows(3)).map(({ id }) => id)).toHaveLength(3);
  });

  it('that resets every connection → 502 after all attempts', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(resets);
    const reply = await gateway.send(PATH, { messages });
    expect(reply.status).toBe(502);
    const row = await gateway.row();
    expect(row).toMatchObject({
      status: 'error',
      error: 'the connection to the model server broke',
      attempts: 3,
    });
    expect(reply.headers['x-lrg-id']).toBe(row.id);
  });

  it.each([
    ['no head', hangs, { first_byte_timeout_ms: SOON_MS }, 'no answer in time'],
    ['no body', stallsAfter([], JSON_TYPE), { idle_timeout_ms: SOON_MS }, 'the answer stalled'],
    ['half a body', stallsAfter(['{"choi'], JSON_TYPE), { idle_timeout_ms: SOON_MS }, 'the answer stalled'],
    ['no end at all', hangs, { total_timeout_ms: SOON_MS }, `no complete answer within ${SOON_MS} ms`],
  ])('in time (%s) → 504, without another try', async (_, scenario, upstream, detail) => {
    const gateway = await startTestGateway({ upstream });
    gateway.upstream.play(scenario);
    const reply = await gateway.send(PATH, { messages });
    expect(reply.status).toBe(504);
    expect(reply.headers['x-lrg-error']).toBe('gateway');
    expect(reply.json()).toMatchObject({ detail, error: { type: 'server_error' } });
    expect(await gateway.row()).toMatchObject({ status: 'timeout', error: detail, attempts: 1 });
    expect(gateway.upstream.calls).toHaveLength(1);
  });

  it.each([
    ['a reset', resetsAfter(['{"choices":['], JSON_TYPE)],
    ['its end', cutsAfter(['{"choices":['], JSON_TYPE)],
  ])('but a part of one, cut off by %s → 502, without another try', async (_, scenario) => {
    const gateway = await startTestGateway();
    gateway.upstream.play(refuses(500, 'first'), scenario);
    const reply = await gateway.send(PATH, { messages });
    expect(reply.status).toBe(502);
    expect(gateway.upstream.calls).toHaveLength(2);
    const row = await gateway.row();
    expect(row).toMatchObject({ status: 'error', error: 'the connection to the model server broke' });
    expect(row.attempts, 'as many as the model server saw').toBe(2);
  });
});

describe('a stream that breaks off', () => {
  /** The error that the gateway adds to the stream. */
  function addedError(text: string, passed: string): unknown {
    expect(text.startsWith(passed)).toBe(true);
    const added = /^data: (\{.*\})\n\n$/.exec(text.slice(passed.length))?.[1];
    return (JSON.parse(added ?? 'null') as { error?: unknown } | null)?.error;
  }
  const begun = deltaFrame('Hel') + deltaFrame('lo');

  it.each([
    ['by a reset', resetsAfter([begun]), 'error', 'the connection to the model server broke'],
    ['by the end of the connection', cutsAfter([begun]), 'error', 'the connection to the model server broke'],
    ['by an end before its end', streams([begun]), 'error', 'the answer ended before its end'],
    ['by silence', stallsAfter([begun]), 'timeout', 'the answer stalled'],
  ])(
    '%s ends with an error frame and without [DONE]; its text is logged',
    async (_, scenario, status, error) => {
      const gateway = await startTestGateway({ upstream: { idle_timeout_ms: SOON_MS } });
      gateway.upstream.play(scenario);
      const reply = await gateway.send(PATH, asked);
      expect(reply.status).toBe(200);
      expect(addedError(reply.text, begun)).toMatchObject({ message: error, code: 'stream_interrupted' });
      expect(reply.text).not.toContain('[DONE]');
      expect(await gateway.row()).toMatchObject({
        status,
        error,
        http_status: 200,
        response: 'Hello',
        finish_reason: null,
        price_source: 'test prices; tokens estimated',
      });
      expect(gateway.upstream.calls).toHaveLength(1);
    },
  );

  it('when its total time is up, however busy it is', async () => {
    const gateway = await startTestGateway({ upstream: { total_timeout_ms: SOON_MS } });
    gateway.upstream.play(async (turn) => {
      turn.response.writeHead(200, { 'content-type': 'text/event-stream' });
      while (!turn.response.destroyed) {
        await turn.write(deltaFrame('x'));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    const reply = await gateway.send(PATH, asked);
    const detail = `no complete answer within ${SOON_MS} ms`;
    expect(reply.text.endsWith(`"code":"stream_interrupted"}}\n\n`)).toBe(true);
    const row = await gateway.row();
    expect(row).toMatchObject({ status: 'timeout', error: detail });
    expect(row.response).toMatch(/^x+$/);
  });

  it('inside of a frame does not swallow the error frame', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(cutsAfter([begun, 'data: {"choices":[{"del']));
    const reply = await gateway.send(PATH, asked);
    const last = reply.text.split(/\n\n/).findLast((part) => part !== '') ?? '';
    expect(last.startsWith('data: {"error":'), last).toBe(true);
    expect(await gateway.row()).toMatchObject({ status: 'error', response: 'Hello' });
  });

  it('inside of a frame by a clean end does not swallow the error frame', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(streams([begun, 'data: {"choices":[{"del']));
    const reply = await gateway.send(PATH, asked);
    const last = reply.text.split(/\n\n/).findLast((part) => part !== '') ?? '';
    expect(last.startsWith('data: {"error":'), last).toBe(true);
    expect(await gateway.row()).toMatchObject({ status: 'error', response: 'Hello' });
  });

  it('with an error of the model server says that error, and adds none', async () => {
    const gateway = await startTestGateway();
    const body = deltaFrame('a') + frame({ error: { message: 'overloaded', code: 'server_error' } });
    gateway.upstream.play(streams([body]));
    const reply = await gateway.send(PATH, asked);
    expect(reply.text).toBe(body);
    expect(await gateway.row()).toMatchObject({ status: 'error', error: 'overloaded', response: 'a' });
  });

  it('with an error of the model server keeps that error when the connection breaks after it', async () => {
    const gateway = await startTestGateway();
    const body = deltaFrame('a') + frame({ error: { message: 'overloaded', code: 'server_error' } });
    gateway.upstream.play(resetsAfter([body]));
    const reply = await gateway.send(PATH, asked);
    expect(reply.text).toBe(body);
    expect(await gateway.row()).toMatchObject({ status: 'error', error: 'overloaded', response: 'a' });
  });

  it.each([
    ['a reset', resetsAfter([begun, finishFrame(), doneFrame()])],
    ['the end of the connection', cutsAfter([begun, finishFrame(), doneFrame()])],
    ['silence', stallsAfter([begun, finishFrame(), doneFrame()])],
  ])('by %s after [DONE] was whole', async (_, scenario) => {
    const gateway = await startTestGateway({ upstream: { idle_timeout_ms: SOON_MS } });
    gateway.upstream.play(scenario);
    const reply = await gateway.send(PATH, asked);
    expect(reply.text).toBe(begun + finishFrame() + doneFrame());
    expect(await gateway.row()).toMatchObject({ status: 'ok', error: null, response: 'Hello' });
  });

  it('does not disturb the next request', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(cutsAfter([begun]), answers());
    await gateway.send(PATH, asked);
    expect((await gateway.send(PATH, { messages })).status).toBe(200);
    expect(gateway.logged).toEqual([]);
  });
});

import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { eventually } from '#lib/testing/eventually.ts';
import { choiceFrame, deltaFrame, finishFrame } from '#lib/testing/openai-shapes.ts';
import { startTestGateway, type TestGateway } from '#lib/testing/test-gateway.ts';
import { answers, floods, hangs, held, stallsAfter } from '#lib/testing/upstream-scenarios.ts';

const PATH = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'Hi' }];
const TIMES = 10;
const JSON_TYPE = { 'content-type': 'application/json' };

/** Nothing but the caller ends these. */
const start = () =>
  startTestGateway({
    upstream: { first_byte_timeout_ms: 60_000, idle_timeout_ms: 60_000, total_timeout_ms: 60_000 },
  });

async function expectAllAborted(gateway: TestGateway): Promise<void> {
  await eventually(() => {
    const aborted = gateway.upstream.calls.filter(({ isAborted }) => isAborted);
    expect(aborted).toHaveLength(TIMES);
  });
}

describe('a caller who leaves aborts the model server, 10 times of 10', () => {
  it.each([
    ['a stream, before its head', hangs, true, false, null],
    ['a stream, before its first token', stallsAfter([]), true, true, null],
    ['a stream, in the middle', stallsAfter([deltaFrame('Hel'), deltaFrame('lo')]), true, true, 'Hello'],
    ['a plain answer, before its head', hangs, false, false, null],
    ['a plain answer, in the middle', stallsAfter(['{"choices":'], JSON_TYPE), false, false, null],
  ])('%s', async (_, scenario, stream, hasHead, text) => {
    const gateway = await start();
    gateway.upstream.play(scenario);
    for (let i = 0; i < TIMES; i += 1) {
      const request = gateway.open(
        i % 2 ? '/chat' : PATH,
        i % 2 ? { prompt: 'Hi', stream } : { messages, stream },
      );
      await eventually(() => expect(gateway.upstream.calls).toHaveLength(i + 1));
      if (hasHead) await request.head;
      if (text !== null) await request.readUntil('lo');
      request.abort();
    }
    await expectAllAborted(gateway);
    for (const row of await gateway.rows(TIMES)) {
      expect(row).toMatchObject({ status: 'aborted', attempts: 1 });
      expect(row.response ?? '').toBe(text ?? '');
    }
    const all = { answered: TIMES, journaled: TIMES, lost: 0 };
    await eventually(() => expect(gateway.ledger).toMatchObject(all));
    expect(gateway.logged).toEqual([]);
  });
});

describe('the row of an aborted stream', () => {
  it('tells what had come, with estimated usage', async () => {
    const gateway = await start();
    gateway.upstream.play(stallsAfter([deltaFrame('12345678'), deltaFrame('9')]));
    const request = gateway.open(PATH, { messages, stream: true });
    await request.readUntil('"9"');
    request.abort();
    const row = await gateway.row();
    expect(row).toMatchObject({
      status: 'aborted',
      http_status: 200,
      response: '123456789',
      finish_reason: null,
      output_tokens: 3,
      price_source: 'test prices; tokens estimated',
      is_sampled: false,
    });
    expect(row.cost_usd).toBeGreaterThan(0);
    expect(row.time_to_first_token_ms).toBeGreaterThan(0);
  });

  it('estimates the usage of tool calls too', async () => {
    const gateway = await start();
    const part = (call: object) => choiceFrame({ tool_calls: [{ index: 0, ...call }] });
    const begun = { id: 'call_1', type: 'function', function: { name: 'find', arguments: '{"a":' } };
    gateway.upstream.play(stallsAfter([part(begun), part({ function: { arguments: '"bcd' } })]));
    const request = gateway.open(PATH, { messages, stream: true });
    await request.readUntil('bcd');
    request.abort();
    const row = await gateway.row();
    expect(row).toMatchObject({
      status: 'aborted',
      response: '',
      tool_calls: [{ id: 'call_1', function: { name: 'find', arguments: '{"a":"bcd' } }],
      output_tokens: 4, // 4 characters of the name and 9 of the arguments
      price_source: 'test prices; tokens estimated',
    });
    expect(row.cost_usd).toBeGreaterThan(0);
  });

  it('is not aborted when all of the answer had come before the caller left', async () => {
    const gateway = await start();
    gateway.upstream.play(stallsAfter([deltaFrame('whole'), finishFrame()]));
    const request = gateway.open(PATH, { messages, stream: true });
    await request.readUntil('"stop"');
    request.abort();
    expect(await gateway.row()).toMatchObject({ status: 'ok', response: 'whole' });
    await eventually(() => expect(gateway.upstream.lastCall.isAborted).toBe(true));
  });

  it('is written when the caller leaves without having read anything', async () => {
    const gateway = await start();
    gateway.upstream.play(stallsAfter([deltaFrame('unread')]));
    const request = gateway.open(PATH, { messages, stream: true });
    await eventually(() => expect(gateway.upstream.calls[0]?.bytesWritten).toBeGreaterThan(0));
    request.abort();
    await eventually(() => expect(gateway.upstream.lastCall.isAborted).toBe(true));
    expect((await gateway.row()).status).toBe('aborted');
  });

  it('is written when the caller leaves in the middle of a flood', async () => {
    const gateway = await start();
    gateway.upstream.play(floods(1_000_000, 'x'.repeat(1_000)));
    const request = gateway.open(PATH, { messages, stream: true });
    await request.readUntil('x'.repeat(1_000));
    request.abort();
    await eventually(() => expect(gateway.upstream.lastCall.isAborted).toBe(true));
    const row = await gateway.row();
    expect(row.status).toBe('aborted');
    expect(row.response?.length).toBeLessThanOrEqual(1024 * 1024);
    expect(gateway.logged).toEqual([]);
  });
});

describe('a caller who leaves', () => {
  it('in the middle of its own request leaves nothing: no call, no row, no error in the log', async () => {
    const gateway = await start();
    gateway.upstream.play(answers());
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    const head = ['POST /chat HTTP/1.1', 'host: localhost', 'content-type: application/json'];
    socket.write([...head, 'content-length: 1000', 'expect: 100-continue', '', ''].join('\r\n'));
    await once(socket, 'data'); // the server has the head and waits for the rest
    socket.write('{"prompt":');
    socket.resetAndDestroy();
    // One that is answered later proves that the first has been dealt with.
    expect((await gateway.send('/chat', { prompt: 'Hi' })).status).toBe(200);
    await gateway.rows(1);
    expect(gateway.upstream.calls).toHaveLength(1);
    expect(gateway.logged).toEqual([]);
  });

  it('while it waits for a free connection is gone at once, and its request never goes out', async () => {
    const gateway = await startTestGateway({ upstream: { connections: 1, total_timeout_ms: 60_000 } });
    const gate = Promise.withResolvers<undefined>();
    gateway.upstream.play(held(gate.promise, answers()), answers());
    const first = gateway.send(PATH, { messages });
    await eventually(() => expect(gateway.upstream.calls).toHaveLength(1));
    const waiting = gateway.open(PATH, { messages });
    await eventually(() => expect(gateway.ledger.inFlight).toBe(2));
    waiting.abort();
    expect(await gateway.row()).toMatchObject({ status: 'aborted', attempts: 1 });
    gate.resolve(undefined);
    expect((await first).status).toBe(200);
    expect((await gateway.send(PATH, { messages })).status).toBe(200);
    expect(gateway.upstream.calls).toHaveLength(2);
  });

  it('does not take others along', async () => {
    const gateway = await start();
    gateway.upstream.play(stallsAfter([deltaFrame('a')]));
    const leaving = gateway.open(PATH, { messages, stream: true });
    const staying = gateway.open(PATH, { messages, stream: true });
    await Promise.all([leaving.readUntil('"a"'), staying.readUntil('"a"')]);
    leaving.abort();
    await gateway.rows(1);
    await eventually(() => {
      expect(gateway.upstream.calls.filter(({ isAborted }) => isAborted)).toHaveLength(1);
    });
    staying.abort();
    await gateway.rows(2);
  });
});

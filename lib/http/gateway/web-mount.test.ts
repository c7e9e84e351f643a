import { describe, expect, it } from 'vitest';
import { eventually, settled } from '#lib/testing/eventually.ts';
import { deltaFrame, doneFrame, finishFrame } from '#lib/testing/openai-shapes.ts';
import { startTestGateway, type TestGatewayOptions } from '#lib/testing/test-gateway.ts';
import {
  answers,
  cutsAfter,
  floods,
  hangs,
  repliesWith,
  stallsAfter,
  streamsTexts,
} from '#lib/testing/upstream-scenarios.ts';

const PATH = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'Hi' }];
const keys = { lrg_chat: { id: 'k', name: 'k', scopes: ['chat:write'] as const } };
const headers = { authorization: 'Bearer lrg_chat' };

/** The gateway behind a host that only knows the Web standard, with a request that may come in. */
async function start(options: TestGatewayOptions = {}) {
  const gateway = await startTestGateway({ mount: 'web', keys, ...options });
  return {
    ...gateway,
    ask: (path: string, body: unknown) => gateway.send(path, body, { headers }),
    openAsk: (body: unknown) => gateway.open(PATH, body, { headers }),
  };
}

describe('behind a host of Web-standard handlers', () => {
  it('answers, plain and streamed, with the bytes of the model server', async () => {
    const gateway = await start();
    const body = Buffer.concat([
      Buffer.from('{"choices":[],"x":"'),
      Uint8Array.of(0xe9, 0xff),
      Buffer.from('"}'),
    ]);
    gateway.upstream.play(repliesWith(200, body));
    expect((await gateway.ask(PATH, { messages })).bytes).toEqual(body);
    gateway.upstream.play(streamsTexts(['Hel', 'lo']));
    const streamed = await gateway.ask(PATH, { messages, stream: true });
    expect(streamed.text).toBe(deltaFrame('Hel') + deltaFrame('lo') + finishFrame() + doneFrame());
    expect(streamed.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
    });
    expect((await gateway.ask('/chat', { prompt: 'Hi', stream: true })).text).toContain('"type":"done"');
    await gateway.rows(3);
  });

  it('reads a body that comes in pieces, cut inside of characters', async () => {
    const gateway = await start();
    gateway.upstream.play(answers());
    const pieces = Array.from(Buffer.from('{"prompt":"Grüße 🌍"}'), (byte) => Uint8Array.of(byte));
    expect((await gateway.ask('/chat', pieces)).status).toBe(200);
    expect((await gateway.row()).prompt).toBe('Grüße 🌍');
  });

  it('nobody counts as local', async () => {
    const gateway = await start();
    gateway.upstream.play(answers());
    expect((await gateway.send('/chat', { prompt: 'Hi' })).status).toBe(401);
    expect((await gateway.ask('/chat', { prompt: 'Hi' })).status).toBe(200);
  });

  it.each([
    ['malformed JSON', '/chat', '{', 400],
    ['a missing prompt', '/chat', {}, 422],
    ['too long a body', '/chat', { prompt: 'x'.repeat(200) }, 413],
    ['too long a body without a length', '/chat', ['{"prompt":"', 'x'.repeat(200), '"}'], 413],
    ['an unknown path', '/v1/nothing', {}, 404],
  ])('refuses %s', async (_, path, body, status) => {
    const gateway = await start({ maxBodyBytes: 100 });
    const reply = await gateway.ask(path, body);
    expect(reply.status).toBe(status);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'x-lrg-error': 'gateway',
    });
    expect(gateway.upstream.calls).toHaveLength(0);
  });

  it.each([
    ['before the head', hangs, true, false],
    ['before the first token', stallsAfter([]), true, true],
    ['in mid-stream', stallsAfter([deltaFrame('a')]), true, true],
    ['of a plain answer', hangs, false, false],
  ])(
    'a caller who leaves %s ends the call and gives its place back',
    async (_, scenario, stream, hasHead) => {
      const gateway = await start({ limits: { maxInFlight: 1 } });
      for (let i = 1; i <= 3; i += 1) {
        gateway.upstream.play(scenario);
        const request = gateway.openAsk({ messages, stream });
        await eventually(() => expect(gateway.upstream.calls).toHaveLength(i));
        if (hasHead) await request.head;
        request.abort();
        await eventually(() => expect(gateway.ledger.journaled).toBe(i));
        await eventually(() => expect(gateway.upstream.lastCall.isAborted).toBe(true));
        expect((await gateway.rows(i)).at(-1)).toMatchObject({ status: 'aborted' });
      }
      gateway.upstream.play(answers());
      await eventually(async () => expect((await gateway.ask('/chat', { prompt: 'Hi' })).status).toBe(200));
    },
  );

  it('a stream that breaks off ends with an error frame', async () => {
    const gateway = await start();
    gateway.upstream.play(cutsAfter([deltaFrame('a')]));
    const { text } = await gateway.ask(PATH, { messages, stream: true });
    expect(text).toContain('stream_interrupted');
    expect(text).not.toContain('[DONE]');
    expect(await gateway.row()).toMatchObject({ status: 'error', response: 'a' });
  });

  it('a reader that stops makes the model server stop', async () => {
    const gateway = await start();
    gateway.upstream.play(floods(10_000, 'x'.repeat(16_000)));
    const request = gateway.openAsk({ messages, stream: true });
    await request.head;
    expect(await settled(() => gateway.upstream.lastCall.bytesWritten)).toBeLessThan(20_000_000);
    request.abort();
    await gateway.row();
  });
});

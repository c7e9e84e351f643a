import { describe, expect, it } from 'vitest';
import { eventually } from '#lib/testing/eventually.ts';
import {
  choiceFrame,
  deltaFrame,
  doneFrame,
  finishFrame,
  frame,
  USAGE,
  usageFrame,
} from '#lib/testing/openai-shapes.ts';
import { startTestGateway } from '#lib/testing/test-gateway.ts';
import {
  answers,
  slowFirstToken,
  stallsAfter,
  streams,
  streamsTexts,
} from '#lib/testing/upstream-scenarios.ts';

const PATH = '/v1/chat/completions';
const asked = { messages: [{ role: 'user', content: 'Hi' }], stream: true };
const withUsage = { ...asked, stream_options: { include_usage: true } };

/** Pieces of at most `size` bytes, cut without regard to characters or frames. */
function cut(text: string, size: number): Uint8Array[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}

describe('a streamed answer on /v1', () => {
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  const tight = (text: string) => text.replaceAll('data: ', 'data:');
  const content = deltaFrame('Grüße ') + deltaFrame('🌍') + deltaFrame('!') + finishFrame() + doneFrame();
  const bodies: [string, string][] = [
    ['as OpenAI writes it', content],
    ['with CR LF', crlf(content)],
    ['with CR alone', content.replaceAll('\n', '\r') + ':\r'],
    ['without a space after the colon', tight(content)],
    ['with comments and empty lines', `: ping\n\n${content.replaceAll('\n\n', '\n\n: keep-alive\n\n')}\n`],
    ['with events and ids', content.replaceAll('data: {', 'event: message\nid: 7\ndata: {')],
    ['with a byte order mark', `\u{feff}${content}`],
    ['with frames that are not JSON', `data: {"choi\n\n${frame('plain')}${frame('[]')}${content}`],
    ['with JSON over several data lines', content.replaceAll('"choices":', '"choices":\ndata: ')],
  ];

  it.each(bodies)('%s passes byte for byte and is logged, however it is cut', async (_, body) => {
    const gateway = await startTestGateway();
    const sizes = [Infinity, 41, 7];
    for (const size of sizes) {
      gateway.upstream.play(streams(size === Infinity ? [body] : cut(body, size)));
      const reply = await gateway.send(PATH, withUsage);
      expect(reply.bytes.toString('latin1')).toBe(Buffer.from(body).toString('latin1'));
      expect(reply.headers).toMatchObject({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      });
    }
    for (const row of await gateway.rows(sizes.length)) {
      expect(row).toMatchObject({ status: 'ok', response: 'Grüße 🌍!', finish_reason: 'stop', error: null });
    }
  });

  it('passes and is logged when it is cut after every single byte', async () => {
    const gateway = await startTestGateway();
    const body = `${deltaFrame('Grüße 🌍')}${crlf(finishFrame())}`;
    gateway.upstream.play(streams(cut(body, 1)));
    const reply = await gateway.send(PATH, withUsage);
    expect(reply.text).toBe(body);
    expect(await gateway.row()).toMatchObject({ status: 'ok', response: 'Grüße 🌍' });
  });

  it('sends its head before the first token, and the first token before the second', async () => {
    const gateway = await startTestGateway();
    const gate = Promise.withResolvers<undefined>();
    gateway.upstream.play(slowFirstToken(gate.promise, [deltaFrame('a'), finishFrame()]));
    const request = gateway.open(PATH, asked);
    const head = await request.head;
    expect(head.statusCode).toBe(200);
    expect(request.received()).toBe('');
    expect(gateway.ledger.answered).toBe(0);
    gate.resolve(undefined);
    await request.readUntil('"stop"');
    const row = await gateway.row();
    expect(row.time_to_first_token_ms).toBeGreaterThan(0);
  });

  it('measures the time to the first token by the first text, not by the head or by an empty delta', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(
      streams([choiceFrame({ role: 'assistant', content: '' }), finishFrame(), doneFrame()]),
    );
    await gateway.send(PATH, asked);
    expect((await gateway.row()).time_to_first_token_ms).toBeNull();
  });

  it('is logged before its end is handed on', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(streamsTexts(['a']));
    const request = gateway.open(PATH, asked);
    await request.readUntil('[DONE]');
    expect(gateway.ledger.journaled).toBe(1);
  });

  it('of a frame beyond every size passes unread', async () => {
    const gateway = await startTestGateway();
    const huge = frame({ choices: [{ index: 0, delta: { content: 'x'.repeat(2_000_000) } }] });
    gateway.upstream.play(streams([huge, deltaFrame('b'), finishFrame()]));
    const reply = await gateway.send(PATH, asked);
    expect(reply.text).toBe(huge + deltaFrame('b') + finishFrame());
    expect(await gateway.row()).toMatchObject({ status: 'ok', response: 'b' });
  });

  it('is logged in bounded length', async () => {
    const gateway = await startTestGateway();
    const texts = Array.from({ length: 30 }, () => 'x'.repeat(50_000));
    gateway.upstream.play(streamsTexts(texts));
    const reply = await gateway.send(PATH, asked);
    expect(reply.text.length).toBeGreaterThan(1_500_000);
    expect((await gateway.row()).response).toBe('x'.repeat(1024 * 1024));
  });

  it('of several choices is logged by its first', async () => {
    const gateway = await startTestGateway();
    const choice = (index: number, text: string) =>
      frame({ choices: [{ index, delta: { content: text }, finish_reason: null }] });
    gateway.upstream.play(streams([choice(1, 'no'), choice(0, 'yes'), finishFrame(), doneFrame()]));
    await gateway.send(PATH, { ...asked, n: 2 });
    expect((await gateway.row()).response).toBe('yes');
  });

  it('that was asked for and came as a plain answer is taken as that', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers({ text: 'plain' }));
    const reply = await gateway.send(PATH, asked);
    expect(reply.headers['content-type']).toBe('application/json');
    expect(reply.json()).toMatchObject({ choices: [{ message: { content: 'plain' } }] });
    expect(await gateway.row()).toMatchObject({ status: 'ok', response: 'plain', output_tokens: 20 });
  });

  it('is complete with a finish reason and without [DONE], and the other way round', async () => {
    const gateway = await startTestGateway();
    for (const last of [finishFrame(), doneFrame()]) {
      gateway.upstream.play(streams([deltaFrame('a'), last]));
      const reply = await gateway.send(PATH, asked);
      expect(reply.text).toBe(deltaFrame('a') + last);
    }
    expect((await gateway.rows(2)).map(({ status }) => status)).toEqual(['ok', 'ok']);
  });
});

describe('the usage frame', () => {
  const parts = [deltaFrame('a'), finishFrame(), usageFrame(), doneFrame()];

  it('is not for callers who did not ask for it, and is logged', async () => {
    const gateway = await startTestGateway();
    for (const size of [Infinity, 13]) {
      gateway.upstream.play(streams(size === Infinity ? [parts.join('')] : cut(parts.join(''), size)));
      const reply = await gateway.send(PATH, asked);
      expect(reply.text).toBe(deltaFrame('a') + finishFrame() + doneFrame());
    }
    for (const row of await gateway.rows(2)) {
      expect(row).toMatchObject({ input_tokens: 10, cached_input_tokens: 4, output_tokens: 20 });
      expect(row.price_source).not.toContain('estimated');
    }
  });

  it.each([
    ['false', { include_usage: false }],
    ['null', { include_usage: null }],
  ])('counts as not asked for with include_usage: %s', async (_, options) => {
    const gateway = await startTestGateway();
    gateway.upstream.play(streams(parts));
    const reply = await gateway.send(PATH, { ...asked, stream_options: options });
    expect(reply.text).not.toContain('prompt_tokens');
    expect(gateway.upstream.lastCall.body).toContain('"stream_options":{"include_usage":true}');
  });

  it('is shown to callers who asked for it', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(streams(parts));
    const reply = await gateway.send(PATH, withUsage);
    expect(reply.text).toBe(parts.join(''));
    expect((await gateway.row()).output_tokens).toBe(20);
  });

  it('that carries text too is shown to everybody', async () => {
    const gateway = await startTestGateway();
    const both = frame({ choices: [{ index: 0, delta: { content: 'b' } }], usage: USAGE });
    gateway.upstream.play(streams([both, finishFrame(), doneFrame()]));
    const reply = await gateway.send(PATH, asked);
    expect(reply.text).toBe(both + finishFrame() + doneFrame());
    expect(await gateway.row()).toMatchObject({ response: 'b', output_tokens: 20 });
  });

  it('of a whole answer is estimated where it never comes, and says so', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(streamsTexts(['12345678', '9']));
    await gateway.send(PATH, asked);
    const row = await gateway.row();
    expect(row).toMatchObject({
      input_tokens: Math.ceil(JSON.stringify(asked.messages).length / 4),
      cached_input_tokens: 0,
      output_tokens: 3,
      price_source: 'test prices; tokens estimated',
    });
    expect(row.cost_usd).toBeGreaterThan(0);
  });

  it('is known from [DONE] on, whether or not the model server hangs up then', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(stallsAfter(parts));
    const request = gateway.open(PATH, asked);
    await request.readUntil('[DONE]');
    expect(await gateway.row()).toMatchObject({ status: 'ok', output_tokens: 20 });
    request.abort();
    await eventually(() => expect(gateway.upstream.lastCall.isAborted).toBe(true));
    await gateway.rows(1);
  });
});

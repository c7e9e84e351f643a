import { gunzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sentBody } from '#lib/testing/fake-upstream.ts';
import { completionBody, deltaFrame, doneFrame, finishFrame, frame } from '#lib/testing/openai-shapes.ts';
import { UPSTREAM_KEY } from '#lib/testing/test-config.ts';
import { startTestGateway } from '#lib/testing/test-gateway.ts';
import { answers, gzips, repliesWith, streams, streamsTexts } from '#lib/testing/upstream-scenarios.ts';

const PATH = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'Hi' }];

describe('the request body on /v1', () => {
  it.each([
    ['odd white space and order', '{ "messages" : [ {"role":"user","content":"Hi"} ],\n\t"model":"other" }'],
    [
      'numbers of every kind',
      '{"model":"m","seed":9007199254740993,"temperature":1.0,"top_p":1e-7,"x":-0,"messages":[{"role":"user"}]}',
    ],
    ['members twice', '{"model":"a","messages":[{"role":"user"}],"model":"b"}'],
    ['escapes', '{"model":"m","messages":[{"role":"user","content":"\\u0041\\ud83c\\udf0d\\u0000 \\/"}]}'],
    ['members that nobody knows', '{"messages":[{"role":"x","a":[]}],"model":"m","vendor":{"a":[1,{}]}}'],
    [
      'usage asked for',
      `{"model":"m","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user"}]}`,
    ],
    ['no stream', '{"model":"m","stream":false,"stream_options":null,"messages":[{"role":"user"}]}'],
  ])('goes up byte for byte when nothing must change: %s', async (_, body) => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers());
    expect((await gateway.send(PATH, body)).status).toBe(200);
    expect(gateway.upstream.lastCall.body).toBe(body);
    expect(gateway.upstream.lastCall.headers['content-length']).toBe(String(Buffer.byteLength(body)));
  });

  it.each([
    ['missing', '{"seed":9007199254740993,"t":1.0,"messages":[{"role":"user","content":"1.0"}]}'],
    ['null', '{"model":null,"seed":9007199254740993,"t":1.0,"messages":[{"role":"user","content":"1.0"}]}'],
  ])('gets the current model when that is %s, and keeps the digits of its numbers', async (_, body) => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers());
    await gateway.send(PATH, body);
    const sent = gateway.upstream.lastCall;
    expect(sentBody(sent).model).toBe('prod');
    expect(sent.body).toContain(
      '"seed":9007199254740993,"t":1.0,"messages":[{"role":"user","content":"1.0"}]',
    );
    expect(await gateway.row()).toMatchObject({ model_version: 'prod', surface: 'v1' });
  });

  it('asks for usage in a stream, and keeps the other stream options and the digits of its numbers', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(streamsTexts(['a']));
    const body = (options: string) =>
      `{"model":"m","temperature":0.70,"stream":true,"stream_options":{${options}},"messages":[{"role":"user"}]}`;
    await gateway.send(PATH, body('"x":true'));
    expect(gateway.upstream.lastCall.body).toBe(body('"x":true,"include_usage":true'));
  });

  it('survives a member called __proto__', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers());
    await gateway.send(PATH, '{"__proto__":{"model":"evil"},"messages":[{"role":"user"}]}');
    const sent = gateway.upstream.lastCall.body;
    expect(sent).toContain('"__proto__":{"model":"evil"}');
    expect(sent).toContain('"model":"prod"');
  });

  it('is logged with its messages as they were written, without white space', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers());
    const text =
      '[{"content":"Hi","role":"user","name":"Ada"},{"role":"tool","tool_call_id":"t","content":"1"}]';
    const spaced = text.replaceAll(',"', ' ,\n "');
    const body = `{"model":"m","messages": ${spaced},"temperature":0.5,"user":"u-1","metadata":{"a":"b"}}`;
    await gateway.send(PATH, body, { headers: { 'x-session-id': 's-1', 'x-use-case': 'chat' } });
    const row = await gateway.row();
    expect(row).toMatchObject({
      user_id: 'u-1',
      session_id: 's-1',
      use_case: 'chat',
      metadata: { a: 'b' },
      request_parameters: { temperature: 0.5, user: 'u-1', metadata: { a: 'b' } },
    });
    expect(row.prompt, 'sampling must be repeatable outside of this program').toBe(text);
    expect(row.shadow_bucket).toBe(
      createHash('md5').update(`shadow:${text}`).digest().readUInt32BE(0) % 10_000,
    );
  });
});

describe('request headers', () => {
  it('go upstream by a list of those that may: no key, no cookie, nothing of the connection', async () => {
    const keys = { lrg_secret: { id: 'k', name: 'k', scopes: ['chat:write'] as const } };
    const gateway = await startTestGateway({ keys });
    gateway.upstream.play(answers());
    const headers = {
      authorization: 'Bearer lrg_secret',
      cookie: 'next-auth.session-token=secret',
      connection: 'keep-alive, x-hop',
      'x-hop': '1',
      'keep-alive': 'timeout=5',
      te: 'trailers',
      'proxy-authorization': 'Basic c2VjcmV0',
      'x-api-key': 'secret',
      'api-key': 'secret',
      forwarded: 'for=192.0.2.1',
      'x-forwarded-for': '192.0.2.1',
      'accept-encoding': 'gzip, br',
      'user-agent': 'caller/1.0',
      referer: 'http://localhost/private',
      'x-user-id': 'user-1',
      'idempotency-key': 'once',
      'x-client-request-id': 'request-1',
    };
    for (const path of ['/chat', PATH]) {
      await gateway.send(path, path === '/chat' ? { prompt: 'Hi' } : { messages }, { headers });
      const { host, 'content-length': length, connection, ...sent } = gateway.upstream.lastCall.headers;
      expect(host).toBe(new URL(gateway.upstream.baseUrl).host);
      expect(Number(length)).toBe(Buffer.byteLength(gateway.upstream.lastCall.body));
      expect(connection).toBe('keep-alive');
      expect(sent).toEqual({
        authorization: `Bearer ${UPSTREAM_KEY}`,
        'content-type': 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'llm-regression-guard',
        'idempotency-key': 'once',
        'x-client-request-id': 'request-1',
      });
    }
  });
});

describe('answers', () => {
  /** An organisation's name, as its bytes in UTF-8. */
  const foreign = { 'openai-organization': Buffer.from('Łódź 🌍 €').toString('latin1') };

  it('come back with their own bytes, status and content type', async () => {
    const gateway = await startTestGateway();
    const body = `{ "choices":[{"message":{"content":"1.0","x":1.0}}],\n "vendor":9007199254740993 }`;
    gateway.upstream.play(repliesWith(200, body, { 'content-type': 'application/json; charset=utf-8' }));
    const reply = await gateway.send(PATH, { messages });
    expect(reply.text).toBe(body);
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(reply.headers['content-length']).toBe(String(Buffer.byteLength(body)));
  });

  it('come back byte for byte, also where they are not UTF-8', async () => {
    const gateway = await startTestGateway();
    const body = Buffer.concat([
      Buffer.from('{"choices":[],"x":"'),
      Buffer.from([0xe9, 0xff]),
      Buffer.from('"}'),
    ]);
    gateway.upstream.play(repliesWith(200, body));
    expect((await gateway.send(PATH, { messages })).bytes).toEqual(body);
  });

  const chatty = {
    'set-cookie': ['a=1; Path=/', 'b=2'],
    server: 'upstream/1.0',
    'x-powered-by': 'secrets',
    'x-internal': 'secret',
    'strict-transport-security': 'max-age=1',
    'access-control-allow-origin': '*',
    'x-request-id': 'req-1',
    'request-id': 'req-2',
    'x-ratelimit-remaining-requests': '59',
    'x-ratelimit-reset-tokens': '6m0s',
    'openai-processing-ms': '12',
    'retry-after': '7',
  };
  const expected = {
    'x-request-id': 'req-1',
    'request-id': 'req-2',
    'x-ratelimit-remaining-requests': '59',
    'x-ratelimit-reset-tokens': '6m0s',
    'openai-processing-ms': '12',
    'retry-after': '7',
  };

  it.each([
    ['a plain answer', answers({}, chatty), false],
    ['a refusal', repliesWith(400, '{}', chatty), false],
    ['a stream', streamsTexts(['a'], chatty), true],
  ])('%s keeps the headers about requests and rates and no other', async (_, scenario, stream) => {
    const gateway = await startTestGateway();
    gateway.upstream.play(scenario);
    const { headers } = await gateway.send(PATH, { messages, stream });
    expect(headers).toMatchObject(expected);
    for (const name of Object.keys(chatty)) {
      if (!(name in expected)) expect(headers, name).not.toHaveProperty(name);
    }
    expect(headers['x-lrg-id']).toBe((await gateway.row()).id);
  });

  it.each([
    ['a plain answer', answers({}, foreign), false],
    ['a refusal', repliesWith(400, '{}', foreign), false],
    ['a stream', streamsTexts(['a'], foreign), true],
  ])('%s arrives though a header of the model server is not of ASCII', async (_, scenario, stream) => {
    const gateway = await startTestGateway({ limits: { maxInFlight: 1 } });
    for (let i = 1; i <= 2; i += 1) {
      gateway.upstream.play(scenario);
      const reply = await gateway.send(PATH, { messages, stream });
      expect(reply.status).not.toBe(429);
      expect(reply.headers['x-lrg-id']).toBe((await gateway.rows(i))[i - 1]?.id);
    }
  });

  it('that come compressed, though nobody asked for that, can be read and are logged', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(gzips(JSON.stringify(completionBody({ text: 'small' }))));
    const reply = await gateway.send(PATH, { messages });
    const plain = reply.headers['content-encoding'] === 'gzip' ? gunzipSync(reply.bytes) : reply.bytes;
    expect(plain.toString()).toContain('"content":"small"');
    expect(await gateway.row()).toMatchObject({ status: 'ok', response: 'small' });
  });

  it('that stream compressed can be read and are logged', async () => {
    const gateway = await startTestGateway();
    const text = deltaFrame('small') + finishFrame() + doneFrame();
    gateway.upstream.play(gzips(text, { 'content-type': 'text/event-stream' }));
    const reply = await gateway.send(PATH, { messages, stream: true });
    const plain = reply.headers['content-encoding'] === 'gzip' ? gunzipSync(reply.bytes) : reply.bytes;
    expect(plain.toString()).toBe(text);
    expect(await gateway.row()).toMatchObject({ status: 'ok', response: 'small' });
  });
});

describe('GET /v1/models', () => {
  it('lists the configured models and the current one once', async () => {
    const gateway = await startTestGateway({ modelVersion: { current_model: 'unlisted' } });
    const reply = await gateway.send('/v1/models', undefined, { method: 'GET' });
    const model = (id: string) => ({ id, object: 'model', created: 0, owned_by: 'fake' });
    expect(reply.json()).toEqual({
      object: 'list',
      data: ['unlisted', 'prod', 'candidate', 'judge'].map(model),
    });
    expect(gateway.upstream.calls).toHaveLength(0);
  });
});

describe('tool calls', () => {
  it('pass through and are logged, from a plain answer and from a stream', async () => {
    const gateway = await startTestGateway();
    const call = { id: 'call_1', type: 'function', function: { name: 'add', arguments: '{"a":1}' } };
    gateway.upstream.play(answers({ text: null, toolCalls: [call], finishReason: 'tool_calls' }));
    const plain = await gateway.send(PATH, { messages });
    expect(plain.json()).toMatchObject({ choices: [{ message: { tool_calls: [call] } }] });
    expect(await gateway.row()).toMatchObject({
      response: '',
      tool_calls: [call],
      finish_reason: 'tool_calls',
    });

    const part = (delta: object) =>
      frame({ choices: [{ index: 0, delta: { tool_calls: [{ index: 0, ...delta }] } }] });
    gateway.upstream.play(
      streams([
        part({ id: 'call_1', type: 'function', function: { name: 'add', arguments: '' } }),
        part({ function: { arguments: '{"a"' } }),
        part({ function: { arguments: ':1}' } }),
        finishFrame('tool_calls'),
        doneFrame(),
      ]),
    );
    await gateway.send(PATH, { messages, stream: true });
    const [, streamed] = await gateway.rows(2);
    expect(streamed).toMatchObject({ status: 'ok', tool_calls: [call], finish_reason: 'tool_calls' });
  });
});

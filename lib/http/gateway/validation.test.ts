import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { problemSchema } from '#lib/contracts/problem.ts';
import { eventually } from '#lib/testing/eventually.ts';
import type { Reply } from '#lib/testing/http-client.ts';
import { startTestGateway, type TestGatewayOptions } from '#lib/testing/test-gateway.ts';
import { answers } from '#lib/testing/upstream-scenarios.ts';

const messages = [{ role: 'user', content: 'Hi' }];

async function startAnswering(options: TestGatewayOptions = {}) {
  const gateway = await startTestGateway(options);
  gateway.upstream.play(answers());
  return gateway;
}

/** The reply's problem document, after checking that it is one, of the gateway's own. */
function problemOf(reply: Reply) {
  expect(reply.headers['content-type']).toBe('application/problem+json');
  expect(reply.headers['cache-control']).toBe('no-store');
  expect(reply.headers['x-lrg-error']).toBe('gateway');
  const problem = problemSchema.parse(reply.json());
  expect(problem.status).toBe(reply.status);
  expect(problem.title).not.toBe('Error');
  return problem;
}

/** How a client that expects OpenAI's API reads the same reply. */
function openAiErrorOf(reply: Reply) {
  return (reply.json() as { error?: { message: string; type: string } }).error;
}

describe('a refused request', () => {
  it('never reaches the model server and leaves no row', async () => {
    const gateway = await startAnswering();
    await gateway.send('/chat', { prompt: '' });
    await gateway.send('/v1/chat/completions', '{');
    expect(gateway.upstream.calls).toHaveLength(0);
    expect(gateway.ledger.answered).toBe(0);
    await gateway.rows(0);
  });

  it('does not stop the connection from being used for the next one', async () => {
    const gateway = await startAnswering();
    const url = `${gateway.url}/chat`;
    const headers = { 'content-type': 'application/json' };
    const refused = await fetch(url, { method: 'POST', headers, body: '{"prompt":""}' });
    await refused.text();
    const answered = await fetch(url, { method: 'POST', headers, body: '{"prompt":"Hi"}' });
    expect([refused.status, answered.status]).toEqual([422, 200]);
  });
});

describe.each(['/chat', '/v1/chat/completions'])('the body of POST %s', (path) => {
  it.each([
    ['a part of an object', '{"prompt":'],
    ['nothing', ''],
    ['two documents', '{} {}'],
  ])('%s → 400', async (_, body) => {
    const gateway = await startAnswering();
    const reply = await gateway.send(path, body);
    expect(reply.status).toBe(400);
    expect(problemOf(reply).detail).toMatch(/^the body is not JSON: ./);
  });

  it.each([
    ['an array', '[]'],
    ['a text', '"prompt"'],
    ['null', 'null'],
  ])('%s → 422', async (_, body) => {
    const gateway = await startAnswering();
    const reply = await gateway.send(path, body);
    expect(reply.status).toBe(422);
    expect(problemOf(reply).errors).toHaveLength(1);
  });

  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/jsonp', 415],
    ['application/json; charset=utf-8', 200],
    ['APPLICATION/JSON', 200],
    ['application/vnd.api+json', 200],
  ])('as %s → %i', async (type, status) => {
    const gateway = await startAnswering();
    const body = JSON.stringify(path === '/chat' ? { prompt: 'Hi' } : { messages });
    const reply = await gateway.send(path, body, { headers: { 'content-type': type } });
    expect(reply.status).toBe(status);
    if (status === 415) problemOf(reply);
  });

  it('without a content type → 415', async () => {
    const gateway = await startAnswering();
    const reply = await gateway.send(path, Buffer.from('{}'), { headers: { 'content-type': '' } });
    expect(reply.status).toBe(415);
    problemOf(reply);
  });

  it('of more bytes than allowed → 413, whether its length is declared or not', async () => {
    const gateway = await startAnswering({ maxBodyBytes: 100 });
    const text = JSON.stringify({ prompt: 'x'.repeat(200) });
    for (const body of [text, [text.slice(0, 90), text.slice(90)]]) {
      const reply = await gateway.send(path, body);
      expect(reply.status).toBe(413);
      expect(problemOf(reply).detail).toContain('100 bytes');
    }
    expect(gateway.upstream.calls).toHaveLength(0);
  });

  it('that is said to be too long is refused before it comes', async () => {
    const gateway = await startAnswering({ maxBodyBytes: 100 });
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let received = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (received += text));
    const head = ['host: localhost', 'content-type: application/json', 'content-length: 101'];
    socket.write([`POST ${path} HTTP/1.1`, ...head, '', ''].join('\r\n'));
    await eventually(() => expect(received).toContain('HTTP/1.1 413'));
  });

  it('that does not end is refused and cut off as soon as it is too long', async () => {
    const gateway = await startAnswering({ maxBodyBytes: 100 });
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let received = '';
    let isClosed = false;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (received += text));
    socket.on('error', () => undefined);
    socket.on('close', () => (isClosed = true));
    const head = ['host: localhost', 'content-type: application/json', 'transfer-encoding: chunked'];
    socket.write([`POST ${path} HTTP/1.1`, ...head, '', 'ff', 'x'.repeat(255), ''].join('\r\n'));
    await eventually(() => expect(received).toContain('HTTP/1.1 413'));
    // Another chunk now and then, as somebody would send it who wants to keep the server reading.
    await eventually(() => {
      if (!isClosed) socket.write(`ff\r\n${'x'.repeat(255)}\r\n`);
      expect(isClosed).toBe(true);
    });
  });

  it('of just as many bytes as allowed is taken, counted in bytes and not in characters', async () => {
    const gateway = await startAnswering({ maxBodyBytes: 100 });
    const of = (text: string) =>
      JSON.stringify(path === '/chat' ? { prompt: text } : { messages: [{ role: 'user', content: text }] });
    const room = 100 - Buffer.byteLength(of(''));
    const fits = of('ü'.repeat(Math.floor(room / 2)) + 'x'.repeat(room % 2));
    expect(Buffer.byteLength(fits)).toBe(100);
    const tooLong = of('ü'.repeat(Math.floor(room / 2) + 1) + 'x'.repeat(room % 2));
    const statuses = [];
    for (const body of [fits, [fits], tooLong, [tooLong]]) {
      statuses.push((await gateway.send(path, body)).status);
    }
    expect(statuses).toEqual([200, 200, 413, 413]);
  });

  it('without a declared length is put together again, also when cut inside a character', async () => {
    const gateway = await startAnswering();
    const body = JSON.stringify(
      path === '/chat' ? { prompt: 'Grüße 🌍' } : { messages: [{ role: 'user', content: 'Grüße 🌍' }] },
    );
    const bytes = Buffer.from(body);
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    const reply = await gateway.send(path, pieces);
    expect(reply.status).toBe(200);
    expect(gateway.upstream.lastCall.body).toContain('Grüße 🌍');
  });
});

describe('POST /chat', () => {
  it('lists every wrong field with its path', async () => {
    const gateway = await startAnswering();
    const reply = await gateway.send('/chat', {
      prompt: 7,
      user_id: {},
      session_id: 'x'.repeat(257),
      use_case: 1,
      model_version: '',
      stream: 'yes',
      metadata: [],
      temperature: 1,
    });
    expect(reply.status).toBe(422);
    const { errors, detail } = problemOf(reply);
    const paths = errors?.map(({ path }) => path).sort();
    const fields = ['metadata', 'model_version', 'prompt', 'session_id', 'stream', 'use_case', 'user_id'];
    expect(paths).toEqual(['', ...fields]);
    expect(errors?.find(({ path }) => path === '')?.message).toContain('"temperature"');
    expect(detail).toBe('the body has 8 errors');
  });

  it.each([
    ['missing', {}],
    ['null', { prompt: null }],
    ['empty', { prompt: '' }],
    ['white space', { prompt: ' \n\t ' }],
  ])('a prompt that is %s → 422', async (_, body) => {
    const gateway = await startAnswering();
    const reply = await gateway.send('/chat', body);
    expect(reply.status).toBe(422);
    expect(problemOf(reply).errors?.map(({ path }) => path)).toEqual(['prompt']);
  });

  it('takes null for whatever may be left out', async () => {
    const gateway = await startAnswering();
    const reply = await gateway.send('/chat', {
      prompt: 'Hi',
      user_id: null,
      session_id: null,
      use_case: null,
      model_version: null,
      stream: null,
      metadata: null,
    });
    expect(reply.status).toBe(200);
  });
});

describe('POST /v1/chat/completions', () => {
  it('lists every wrong field, in the shape of OpenAI too', async () => {
    const gateway = await startAnswering();
    const reply = await gateway.send('/v1/chat/completions', {
      model: 1,
      messages: [{ content: 'no role' }],
      stream: 'true',
      stream_options: { include_usage: 1 },
      user: {},
    });
    expect(reply.status).toBe(422);
    const { errors, detail } = problemOf(reply);
    expect(errors?.map(({ path }) => path).sort()).toEqual([
      'messages.0.role',
      'model',
      'stream',
      'stream_options.include_usage',
      'user',
    ]);
    expect(openAiErrorOf(reply)).toMatchObject({
      message: `${detail ?? ''}: ${(errors ?? []).map(({ path, message }) => `${path}: ${message}`).join('; ')}`,
      type: 'invalid_request_error',
    });
    expect(errors).toContainEqual({ path: 'stream', message: 'expected true or false' });
  });

  it.each([
    ['missing', {}],
    ['empty', { messages: [] }],
    ['a text', { messages: 'Hi' }],
  ])('messages that are %s → 422', async (_, body) => {
    const gateway = await startAnswering();
    const reply = await gateway.send('/v1/chat/completions', body);
    expect(reply.status).toBe(422);
    expect(problemOf(reply).errors?.map(({ path }) => path)).toEqual(['messages']);
  });
});

describe('paths and methods', () => {
  it.each([
    ['GET', '/chat', 'POST'],
    ['PUT', '/chat', 'POST'],
    ['DELETE', '/v1/chat/completions', 'POST'],
    ['POST', '/v1/models', 'GET'],
    ['OPTIONS', '/chat', 'POST'],
  ])('%s %s → 405 that allows %s', async (method, path, allowed) => {
    const gateway = await startAnswering();
    const reply = await gateway.send(path, undefined, { method });
    expect(reply.status).toBe(405);
    expect(reply.headers.allow).toBe(allowed);
    problemOf(reply);
  });

  it.each(['/v1/embeddings', '/v1/', '/v1/chat', '/v1/chat/completions/', '/v1/toString'])(
    'POST %s → 404, for clients of OpenAI too',
    async (path) => {
      const gateway = await startAnswering();
      const reply = await gateway.send(path, {});
      expect(reply.status).toBe(404);
      problemOf(reply);
      expect(openAiErrorOf(reply)).toMatchObject({ message: `there is nothing at ${path}` });
    },
  );

  it('a query does not change which path it is', async () => {
    const gateway = await startAnswering();
    expect((await gateway.send('/chat?x=/v1/models', { prompt: 'Hi' })).status).toBe(200);
    expect((await gateway.send('/v1/chat/completions?api-version=1', { messages })).status).toBe(200);
    expect(gateway.upstream.lastCall.path).toBe('/v1/chat/completions');
  });
});

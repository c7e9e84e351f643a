import OpenAI, {
  APIConnectionError,
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from 'openai';
import { describe, expect, it } from 'vitest';
import { failureOf } from '#lib/testing/failure-of.ts';
import { eventually } from '#lib/testing/eventually.ts';
import {
  choiceFrame,
  deltaFrame,
  doneFrame,
  finishFrame,
  frame,
  usageFrame,
} from '#lib/testing/openai-shapes.ts';
import { startTestGateway, type TestGatewayOptions } from '#lib/testing/test-gateway.ts';
import {
  answers,
  cutsAfter,
  hangs,
  refuses,
  stallsAfter,
  streams,
  streamsTexts,
} from '#lib/testing/upstream-scenarios.ts';

const model = 'prod';
const messages = [{ role: 'user' as const, content: 'Hi' }];

/** OpenAI's own client, pointed at the gateway and otherwise as everybody has it. */
async function start(options: TestGatewayOptions = {}) {
  const gateway = await startTestGateway(options);
  const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'sk-whatever', maxRetries: 0 });
  return { gateway, client };
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe("OpenAI's client", () => {
  it('gets a plain answer', async () => {
    const { gateway, client } = await start();
    gateway.upstream.play(answers({ text: 'Good day.' }, { 'x-request-id': 'req-9' }));
    const completion = await client.chat.completions.create({ model, messages });
    expect(completion.choices[0]?.message.content).toBe('Good day.');
    expect(completion.usage?.total_tokens).toBe(30);
    expect(completion._request_id).toBe('req-9');
    expect(await gateway.row()).toMatchObject({ status: 'ok', response: 'Good day.', surface: 'v1' });
  });

  it('gets a streamed answer, without usage that it did not ask for', async () => {
    const { gateway, client } = await start();
    gateway.upstream.play(
      streams([deltaFrame('Good '), deltaFrame('day.'), finishFrame(), usageFrame(), doneFrame()]),
    );
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    const chunks = await collect(stream);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('Good day.');
    expect(chunks.every((chunk) => chunk.choices.length === 1 && !chunk.usage)).toBe(true);
    expect(await gateway.row()).toMatchObject({ status: 'ok', response: 'Good day.', output_tokens: 20 });
  });

  it('gets usage at the end of a stream when it asks for it', async () => {
    const { gateway, client } = await start();
    gateway.upstream.play(streams([deltaFrame('a'), finishFrame(), usageFrame(), doneFrame()]));
    const stream = await client.chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await collect(stream);
    expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 10, completion_tokens: 20 });
  });

  it('gets tool calls, plain and streamed', async () => {
    const { gateway, client } = await start();
    const tools = [{ type: 'function' as const, function: { name: 'add', parameters: { type: 'object' } } }];
    const call = { id: 'call_1', type: 'function', function: { name: 'add', arguments: '{"a":1}' } };
    gateway.upstream.play(answers({ text: null, toolCalls: [call], finishReason: 'tool_calls' }));
    const plain = await client.chat.completions.create({ model, messages, tools });
    expect(plain.choices[0]?.message.tool_calls).toEqual([call]);
    expect(gateway.upstream.lastCall.body).toContain('"tools":[{"type":"function"');

    const part = (delta: object) =>
      frame({
        choices: [{ index: 0, delta: { tool_calls: [{ index: 0, ...delta }] }, finish_reason: null }],
      });
    gateway.upstream.play(
      streams([
        choiceFrame({ role: 'assistant', content: null }),
        part({ ...call, function: { name: 'add', arguments: '{"a"' } }),
        part({ function: { arguments: ':1}' } }),
        finishFrame('tool_calls'),
        doneFrame(),
      ]),
    );
    const runner = client.chat.completions.stream({ model, messages, tools });
    const final = await runner.finalChatCompletion();
    expect(final.choices[0]?.message.tool_calls).toMatchObject([{ function: { arguments: '{"a":1}' } }]);
    expect((await gateway.rows(2))[1]?.tool_calls).toEqual([call]);
  });

  it('lists the models', async () => {
    const { client } = await start();
    const models = await collect(client.models.list());
    expect(models.map(({ id }) => id)).toEqual(['prod', 'candidate', 'judge']);
  });

  it.each([
    ['controller.abort()', 'abort'],
    ['leaving the loop', 'break'],
  ])('ends the upstream by %s in mid-stream', async (_, how) => {
    const { gateway, client } = await start();
    gateway.upstream.play(stallsAfter([deltaFrame('Good '), deltaFrame('day.')]));
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    let text = '';
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      if (text !== 'Good day.') continue;
      if (how === 'break') break;
      stream.controller.abort();
    }
    await eventually(() => expect(gateway.upstream.lastCall.isAborted).toBe(true));
    expect(await gateway.row()).toMatchObject({ status: 'aborted', response: 'Good day.' });
  });

  it('ends the upstream by its own timeout', async () => {
    const { gateway, client } = await start();
    gateway.upstream.play(hangs);
    const error = await failureOf(client.chat.completions.create({ model, messages }, { timeout: 200 }));
    expect(error).toBeInstanceOf(APIConnectionError);
    await eventually(() => expect(gateway.upstream.lastCall.isAborted).toBe(true));
    expect((await gateway.row()).status).toBe('aborted');
  });

  it('raises an error when a stream breaks off, after what had come', async () => {
    const { gateway, client } = await start();
    gateway.upstream.play(cutsAfter([deltaFrame('Good ')]));
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    let text = '';
    const read = async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    };
    const error = await failureOf(read());
    expect(text).toBe('Good ');
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ code: 'stream_interrupted' });
  });

  it.each([
    ['400', refuses(400, 'too long', {}, 'context_length_exceeded'), BadRequestError],
    ['404', refuses(404, 'no such model', {}, 'model_not_found'), NotFoundError],
    ['429', refuses(429, 'slow down', { 'retry-after': '60' }, 'rate_limit_exceeded'), RateLimitError],
    ['500', refuses(500, 'oops', {}, 'server_error'), InternalServerError],
  ])("raises the model server's own error of status %s", async (status, scenario, kind) => {
    const { gateway, client } = await start();
    gateway.upstream.play(scenario);
    const error = await failureOf(client.chat.completions.create({ model, messages }));
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ status: Number(status), type: 'some_type' });
    expect((await gateway.row()).error).toContain(`"code":"${(error as APIError).code ?? ''}"`);
  });

  it("raises the gateway's errors with their reasons", async () => {
    const keys = { lrg_read: { id: 'k', name: 'reader', scopes: ['read'] as const } };
    const { gateway, client } = await start({ keys, isLoopbackHost: false });
    const create = (apiKey: string) =>
      failureOf(client.withOptions({ apiKey }).chat.completions.create({ model, messages }));
    expect(await create('sk-foreign')).toBeInstanceOf(AuthenticationError);
    expect(await create('lrg_read')).toMatchObject({
      status: 403,
      message: expect.stringContaining('reader lacks the scope chat:write') as string,
    });
    expect(gateway.upstream.calls).toHaveLength(0);
  });

  it('says in the message which part of a request is not valid', async () => {
    const { client } = await start();
    const create = (body: object) =>
      failureOf(client.chat.completions.create(body as OpenAI.ChatCompletionCreateParamsNonStreaming));
    expect(await create({ model, messages: 'Hi' })).toMatchObject({
      status: 422,
      param: 'messages',
      message: expect.stringMatching(/the body has 1 error: messages: .*expected/) as string,
    });
    expect(await create({ model: 5, messages: [] })).toMatchObject({
      param: 'model',
      message: expect.stringMatching(/2 errors: model: .*; messages: /) as string,
    });
  });

  it('raises RateLimitError at the limit of the gateway, with the time to come back', async () => {
    const { gateway, client } = await start({ limits: { perMinute: 1 }, elapsedMs: () => 0 });
    gateway.upstream.play(answers());
    await client.chat.completions.create({ model, messages });
    const error = await failureOf(client.chat.completions.create({ model, messages }));
    expect(error).toBeInstanceOf(RateLimitError);
    expect((error as RateLimitError).headers.get('retry-after')).toBe('60');
  });

  it('raises an error of the server when the model server is away', async () => {
    const { gateway, client } = await start();
    await gateway.upstream.close();
    const error = await failureOf(client.chat.completions.create({ model, messages }));
    expect(error).toBeInstanceOf(InternalServerError);
    expect(error).toMatchObject({ status: 502, type: 'server_error' });
  });

  it('can leave the choice of the model to the gateway', async () => {
    const { gateway, client } = await start();
    gateway.upstream.play(streamsTexts(['a']));
    const body = { messages, stream: true } as unknown as OpenAI.ChatCompletionCreateParamsStreaming;
    await collect(await client.chat.completions.create(body));
    expect(gateway.upstream.lastCall.body).toContain('"model":"prod"');
  });
});

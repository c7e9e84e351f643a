import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chatResponseSchema } from '#lib/contracts/chat.ts';
import { sentBody } from '#lib/testing/fake-upstream.ts';
import { deltaFrame, doneFrame, finishFrame, usageFrame } from '#lib/testing/openai-shapes.ts';
import { startTestGateway } from '#lib/testing/test-gateway.ts';
import { answers, cutsAfter, held, stallsAfter, streams } from '#lib/testing/upstream-scenarios.ts';

const prompt = 'What is a canary release?';

/** The data of every event in a stream of them. */
function eventsOf(text: string): Record<string, unknown>[] {
  return text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => JSON.parse(event.replace(/^data: /, '')) as Record<string, unknown>);
}

describe('POST /chat', () => {
  it('asks the current model and answers with its text, usage and cost', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers({ text: 'A bird in a mine.' }));
    const reply = await gateway.send('/chat', { prompt });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('application/json');
    const body = chatResponseSchema.parse(reply.json());
    expect(body).toMatchObject({
      response: 'A bird in a mine.',
      model_version: 'prod',
      prompt_version: 'v1.0',
      usage: { input_tokens: 10, cached_input_tokens: 4, output_tokens: 20 },
    });
    expect(body.cost_usd).toBeCloseTo((6 * 2 + 4 * 1 + 20 * 4) / 1e6, 12);
    expect(body.latency_ms).toBeGreaterThan(0);
    expect(reply.headers['x-lrg-id']).toBe(body.id);
    const { method, path } = gateway.upstream.lastCall;
    expect(`${method} ${path}`).toBe('POST /v1/chat/completions');
    expect(sentBody(gateway.upstream.lastCall)).toEqual({
      model: 'prod',
      messages: [{ role: 'user', content: prompt }],
    });
  });

  it('logs what was asked, by whom, what was answered and what it cost', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers());
    const reply = await gateway.send('/chat', {
      prompt,
      user_id: 'user-1',
      session_id: 'session-1',
      use_case: 'support',
      metadata: { ticket: 7, tags: ['a'] },
    });
    const { id, latency_ms: latencyMs, cost_usd: costUsd } = chatResponseSchema.parse(reply.json());
    const row = await gateway.row();
    const digest = createHash('md5').update(prompt).digest();
    expect(row).toEqual({
      id,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      surface: 'chat',
      user_id: 'user-1',
      session_id: 'session-1',
      use_case: 'support',
      prompt,
      prompt_hash: digest.readBigInt64BE(0).toString(),
      request_parameters: null,
      response: 'Hello!',
      tool_calls: null,
      finish_reason: 'stop',
      model_version: 'prod',
      prompt_version: 'v1.0',
      variant: 'production',
      upstream: 'fake',
      is_streamed: false,
      attempts: 1,
      latency_ms: latencyMs,
      time_to_first_token_ms: null,
      input_tokens: 10,
      cached_input_tokens: 4,
      output_tokens: 20,
      cost_usd: costUsd,
      price_source: 'test prices',
      status: 'ok',
      http_status: 200,
      error: null,
      shadow_bucket: createHash('md5').update(`shadow:${prompt}`).digest().readUInt32BE(0) % 10_000,
      is_sampled: false,
      metadata: { ticket: 7, tags: ['a'] },
      api_key_id: null,
    });
    const idTime = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    expect(Date.parse(row.created_at)).toBe(idTime);
  });

  it('asks the model that the caller names, at unknown cost when nobody knows its price', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers());
    const reply = await gateway.send('/chat', { prompt, model_version: 'exotic-model' });
    expect(reply.json()).toMatchObject({ model_version: 'exotic-model', cost_usd: null });
    expect(sentBody(gateway.upstream.lastCall).model).toBe('exotic-model');
    expect(await gateway.row()).toMatchObject({ cost_usd: null, price_source: null, input_tokens: 10 });
  });

  it('says null for usage and cost when the model server tells no usage', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers({ usage: null }));
    const reply = await gateway.send('/chat', { prompt });
    expect(reply.json()).toMatchObject({ usage: null, cost_usd: null });
  });

  it.each([
    ['every successful exchange at 100%', 100, true],
    ['none at 0%', 0, false],
  ])('samples %s', async (_, percentage, isSampled) => {
    const gateway = await startTestGateway({ shadow: { shadow_percentage: percentage } });
    gateway.upstream.play(answers());
    await gateway.send('/chat', { prompt });
    expect((await gateway.row()).is_sampled).toBe(isSampled);
  });

  it('samples nothing without a candidate, and no exchange that failed', async () => {
    const idle = await startTestGateway({ shadow: { shadow_percentage: 100, candidate_model: null } });
    idle.upstream.play(answers());
    await idle.send('/chat', { prompt });
    expect((await idle.row()).is_sampled).toBe(false);
    const failing = await startTestGateway({ shadow: { shadow_percentage: 100 } });
    await failing.send('/chat', { prompt });
    expect(await failing.row()).toMatchObject({ status: 'error', is_sampled: false });
  });

  it('is 502 with the reason when the model server answers something else than a completion', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(({ response }) => void response.writeHead(200).end('<html>'));
    const reply = await gateway.send('/chat', { prompt });
    expect(reply.status).toBe(502);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    const { id, error } = await gateway.row();
    expect(reply.json()).toMatchObject({ status: 502, detail: error });
    expect(reply.headers['x-lrg-id'], 'the caller can name the exchange').toBe(id);
  });
});

describe('POST /chat with stream', () => {
  const body = { prompt, stream: true };
  const whole = [deltaFrame('Hel'), deltaFrame('lo'), finishFrame(), usageFrame(), doneFrame()];

  it('answers with delta events and one done event that has the members of the plain answer', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(streams(whole));
    const reply = await gateway.send('/chat', body);
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    const events = eventsOf(reply.text);
    const deltas = events.filter(({ type }) => type === 'delta').map(({ text }) => text);
    expect(deltas.join('')).toBe('Hello');
    const { type, ...done } = events.at(-1) ?? {};
    expect(type).toBe('done');
    expect(chatResponseSchema.parse(done)).toMatchObject({
      id: reply.headers['x-lrg-id'],
      response: 'Hello',
      usage: { input_tokens: 10, cached_input_tokens: 4, output_tokens: 20 },
    });
    expect(sentBody(gateway.upstream.lastCall)).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
    });
    const row = await gateway.row();
    expect(row).toMatchObject({ status: 'ok', is_streamed: true, response: 'Hello', output_tokens: 20 });
    expect(row.time_to_first_token_ms).toBeLessThanOrEqual(row.latency_ms);
  });

  it('hands each text on while the next is still to come', async () => {
    const gateway = await startTestGateway();
    const gate = Promise.withResolvers<undefined>();
    gateway.upstream.play(async (turn) => {
      turn.response.writeHead(200, { 'content-type': 'text/event-stream' });
      await turn.write(deltaFrame('first'));
      await held(gate.promise, ({ response }) => void response.end(finishFrame()))(turn);
    });
    const request = gateway.open('/chat', body);
    const early = await request.readUntil('first');
    expect(early).not.toContain('done');
    gate.resolve(undefined);
    await request.readUntil('"type":"done"');
    await request.closed;
  });

  it('says done when the model is done, not when its server hangs up', async () => {
    const gateway = await startTestGateway({
      upstream: { idle_timeout_ms: 60_000, total_timeout_ms: 60_000 },
    });
    gateway.upstream.play(stallsAfter(whole));
    const request = gateway.open('/chat', body);
    await request.readUntil('"type":"done"');
    expect(await gateway.row()).toMatchObject({ status: 'ok', response: 'Hello' });
    request.abort();
  });

  it('answers with events also where the model server does not stream', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers({ text: 'Hello' }));
    const reply = await gateway.send('/chat', body);
    expect(reply.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    const events = eventsOf(reply.text);
    expect(events.map(({ type }) => type)).toEqual(['delta', 'done']);
    expect(events[1]).toMatchObject({ response: 'Hello', usage: { output_tokens: 20 } });
  });

  it('ends with one error event when the answer breaks off', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(cutsAfter([deltaFrame('Hel')]));
    const reply = await gateway.send('/chat', body);
    const events = eventsOf(reply.text);
    expect(events.map(({ type }) => type)).toEqual(['delta', 'error']);
    expect(events[1]).toMatchObject({ type: 'error', status: 502 });
    expect(await gateway.row()).toMatchObject({ status: 'error', response: 'Hel' });
  });
});

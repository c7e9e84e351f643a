import { describe, expect, it, onTestFinished } from 'vitest';
import { PermanentJobError } from '#lib/domain/jobs/job.ts';
import { failureOf } from '#lib/testing/failure-of.ts';
import { eventually } from '#lib/testing/eventually.ts';
import { sentBody, startFakeUpstream, type Scenario } from '#lib/testing/fake-upstream.ts';
import {
  answers,
  gzips,
  hangs,
  refuses,
  repliesWith,
  resets,
  stallsAfter,
} from '#lib/testing/upstream-scenarios.ts';
import { completionBody } from '#lib/testing/openai-shapes.ts';
import { createChatModels, type ChatModelCall } from './chat-models.ts';

const messages = [{ role: 'user', content: 'Hi' }];
const AT_ONCE = { 'retry-after-ms': '1' };

async function start(...scenarios: [Scenario, ...Scenario[]]) {
  const upstream = await startFakeUpstream();
  upstream.play(...scenarios);
  let nowMs = 0;
  const models = createChatModels(() => (nowMs += 125), 4);
  onTestFinished(async () => {
    await models.close();
    await upstream.close();
  });
  const call = (changes: Partial<ChatModelCall> = {}) =>
    models.complete({
      route: { baseUrl: upstream.baseUrl, apiKey: 'sk-1', model: 'large' },
      messages,
      timeoutMs: 2_000,
      ...changes,
    });
  return { upstream, call };
}

describe('complete', () => {
  it('gives the text, the usage and the time it took', async () => {
    const { upstream, call } = await start(answers({ text: 'Good day.' }));
    expect(await call()).toEqual({
      text: 'Good day.',
      toolCalls: null,
      finishReason: 'stop',
      usage: { inputTokens: 10, cachedInputTokens: 4, outputTokens: 20 },
      latencyMs: 125,
    });
    expect(upstream.lastCall.path).toBe('/v1/chat/completions');
    expect(upstream.lastCall.headers.authorization).toBe('Bearer sk-1');
  });

  it('sends parameters beside its own members, and never a stream', async () => {
    const { upstream, call } = await start(answers());
    await call({ parameters: { temperature: 0, model: 'other', stream: true, messages: [], seed: 7 } });
    expect(sentBody(upstream.lastCall)).toEqual({
      temperature: 0,
      seed: 7,
      model: 'large',
      messages,
      stream: false,
    });
  });

  it.each([
    ['a refusal', { choices: [{ message: { content: null, refusal: 'No.' } }] }, 'No.'],
    ['nothing', { choices: [{ message: { content: null } }] }, ''],
    ['content that is no text', { choices: [{ message: { content: 7 } }] }, ''],
  ])('takes %s', async (_, body, text) => {
    const { call } = await start(repliesWith(200, JSON.stringify(body)));
    expect(await call()).toMatchObject({ text, toolCalls: null, usage: null });
  });

  it('gives the tool calls', async () => {
    const toolCalls = [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }];
    const { call } = await start(answers({ text: null, toolCalls }));
    expect(await call()).toMatchObject({ text: '', toolCalls });
  });

  it('reads a compressed answer', async () => {
    const { call } = await start(gzips(JSON.stringify(completionBody({ text: 'small' }))));
    expect((await call()).text).toBe('small');
  });

  it('tries once more what may pass', async () => {
    const { upstream, call } = await start(refuses(503, 'busy', AT_ONCE), answers());
    expect((await call()).text).toBe('Hello!');
    expect(upstream.calls).toHaveLength(2);
  });

  it.each([400, 405, 413, 415, 422])('fails for good when the request is refused with %i', async (status) => {
    const { upstream, call } = await start(refuses(status, 'wrong'));
    const error = await failureOf(call());
    expect(error).toBeInstanceOf(PermanentJobError);
    expect(String(error)).toMatch(/large: .*wrong/);
    expect(upstream.calls).toHaveLength(1);
  });

  it.each([
    ['401', refuses(401, 'wrong key')],
    ['403', refuses(403, 'not yours')],
    ['404', refuses(404, 'no such model')],
    ['408', refuses(408, 'slow', AT_ONCE)],
    ['409', refuses(409, 'busy', AT_ONCE)],
    ['429', refuses(429, 'slow down', AT_ONCE)],
    ['500', refuses(500, 'oops', AT_ONCE)],
    ['no JSON', repliesWith(200, '<html>')],
    ['no completion', repliesWith(200, '{"choices":[]}')],
    ['an error in a 200', repliesWith(200, '{"error":{"message":"x"}}')],
    ['a reset', resets],
  ])('fails for now after %s', async (_, scenario) => {
    const { call } = await start(scenario);
    const error = await failureOf(call());
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(PermanentJobError);
    expect(String(error)).not.toContain('sk-1');
  });

  it.each([
    ['its head', hangs],
    ['its body', stallsAfter(['{'], { 'content-type': 'application/json' })],
  ])(
    'waits for %s no longer than it may, and hangs up',
    async (_, scenario) => {
      const { upstream, call } = await start(scenario);
      const error = await failureOf(call({ timeoutMs: 150 }));
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(PermanentJobError);
      await eventually(() => expect(upstream.calls.every(({ isAborted }) => isAborted)).toBe(true));
      expect(upstream.calls.length).toBeLessThanOrEqual(2);
    },
    5_000,
  );
});

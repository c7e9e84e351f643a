import { setTimeout as pause } from 'node:timers/promises';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { md5Hex } from '#lib/adapters/crypto/digest.ts';
import { bucketOf, isSampled } from '#lib/domain/sampling/bucket.ts';
import { KillSwitches } from '#lib/services/gateway/kill-switches.ts';
import { Router } from '#lib/services/gateway/router.ts';
import { sentBody } from '#lib/testing/fake-upstream.ts';
import { startTestGateway, type TestGatewayOptions } from '#lib/testing/test-gateway.ts';
import { servedPrompt, TEST_ROLLOUT_ID } from '#lib/testing/test-router.ts';
import { answers, hangs, refuses, streamsTexts } from '#lib/testing/upstream-scenarios.ts';

const MODELS = { models: { main: {}, candidate: {}, judge: {} }, modelVersion: { current_model: 'main' } };
const messages = [{ role: 'user' as const, content: 'Hi' }];
const prompt = 'Hi';

/** A gateway whose production is `main`. */
async function start(options: TestGatewayOptions = {}) {
  const gateway = await startTestGateway({ ...MODELS, ...options });
  gateway.upstream.play(answers());
  return gateway;
}

const unit = (i: number) => `session-${i}`;
const isCanary = (key: string, percentage: number) => isSampled(bucketOf('canary', key, md5Hex), percentage);
/** A unit on each side of a share of a half. */
const IN = [...Array(99).keys()].map(unit).find((key) => isCanary(key, 50)) ?? '';
const OUT = [...Array(99).keys()].map(unit).find((key) => !isCanary(key, 50)) ?? '';

describe('without a rollout', () => {
  it('prod is whatever serves production, and the row says nothing of rollouts', async () => {
    const gateway = await start();
    const chat = await gateway.send('/chat', { prompt, model_version: 'prod' });
    expect(chat.headers).not.toHaveProperty('x-lrg-variant');
    expect(sentBody(gateway.upstream.lastCall).model).toBe('main');
    await gateway.send('/v1/chat/completions', { messages, model: 'prod' });
    expect(sentBody(gateway.upstream.lastCall).model).toBe('main');
    for (const row of await gateway.rows(2)) {
      expect(row).toMatchObject({ model_version: 'main', variant: 'production' });
      expect(row).not.toHaveProperty('rollout_id');
      expect(row).not.toHaveProperty('canary_bucket');
    }
  });

  it('lists prod beside the models, as what it is', async () => {
    const gateway = await start();
    const listed = async () => {
      const { data } = (await gateway.send('/v1/models', undefined, { method: 'GET' })).json() as {
        data: { id: string }[];
      };
      return data.map(({ id }) => id);
    };
    expect(await listed()).toEqual(['prod', 'main', 'candidate', 'judge']);
    gateway.router.current = { ...gateway.router.current, productionModel: 'candidate' };
    expect(await listed()).toEqual(['prod', 'candidate', 'main', 'judge']);
    const own = await startTestGateway();
    const { data } = (await own.send('/v1/models', undefined, { method: 'GET' })).json() as {
      data: unknown[];
    };
    expect(data).toHaveLength(3);
  });
});

describe('a rollout of a model', () => {
  it('decides by session, else by user, else by request, and the row says how', async () => {
    const gateway = await start();
    gateway.router.rollOut({ model: 'candidate', percentage: 50 });
    for (const body of [
      { session_id: IN, user_id: OUT },
      { session_id: OUT, user_id: IN },
      { user_id: IN },
      { session_id: '', user_id: OUT },
      {},
      {},
    ])
      await gateway.send('/chat', { prompt, ...body });
    for (const headers of [
      { 'x-session-id': IN, 'x-user-id': OUT },
      { 'x-user-id': IN },
      { 'x-session-id': '', 'x-user-id': '' },
    ])
      await gateway.send('/v1/chat/completions', { messages }, { headers });
    await gateway.send('/v1/chat/completions', { messages, user: OUT }, { headers: { 'x-user-id': IN } });
    const rows = await gateway.rows(10);
    const units = [IN, OUT, IN, OUT, rows[4]?.id, rows[5]?.id, IN, IN, rows[8]?.id, OUT];
    expect(new Set(rows.map(({ id }) => id)).size).toBe(10);
    for (const [i, row] of rows.entries()) {
      const bucket = bucketOf('canary', units[i] ?? '', md5Hex);
      const side = isSampled(bucket, 50) ? 'canary' : 'production';
      expect(row).toMatchObject({
        rollout_id: TEST_ROLLOUT_ID,
        canary_bucket: bucket,
        variant: side,
        model_version: side === 'canary' ? 'candidate' : 'main',
      });
    }
  });

  it('keeps the time in the id of a request that was decided by its id', async () => {
    const gateway = await start();
    gateway.router.rollOut({ model: 'candidate' });
    await gateway.send('/chat', { prompt });
    const { id, created_at: createdAt } = await gateway.row();
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse(createdAt));
  });

  it('tells the caller who served, whatever became of the request, and nobody else', async () => {
    const gateway = await start({ upstream: { first_byte_timeout_ms: 200, max_retries: 0 } });
    gateway.router.rollOut({ model: 'candidate', percentage: 50 });
    const variantOf = async (path: string, body: object) =>
      (
        await gateway.send(path, body, {
          headers: { 'x-session-id': 'session_id' in body ? String(body.session_id) : IN },
        })
      ).headers['x-lrg-variant'];
    const chat = (session: string, more = {}) => variantOf('/chat', { prompt, session_id: session, ...more });
    expect([await chat(IN), await chat(OUT)]).toEqual(['canary', 'production']);
    expect(await chat(IN, { model_version: 'judge' })).toBeUndefined();
    expect(await chat(IN, { stream: true })).toBe('canary');
    expect(await variantOf('/v1/chat/completions', { messages })).toBe('canary');
    expect(await variantOf('/v1/chat/completions', { messages, model: 'judge' })).toBeUndefined();
    gateway.upstream.play(streamsTexts(['a']));
    expect(await chat(IN, { stream: true })).toBe('canary');
    expect(await variantOf('/v1/chat/completions', { messages, stream: true })).toBe('canary');
    gateway.upstream.play(refuses(400, 'no'));
    expect(await chat(IN)).toBe('canary');
    expect(await variantOf('/v1/chat/completions', { messages })).toBe('canary');
    gateway.upstream.play(hangs);
    expect(await chat(IN)).toBe('canary');
    expect(await variantOf('/v1/chat/completions', { messages })).toBe('canary');
  });

  it('leaves a model that the caller chose alone, the candidate by its name included', async () => {
    const gateway = await start();
    gateway.router.rollOut({ model: 'candidate' });
    await gateway.send('/chat', { prompt, model_version: 'judge' });
    await gateway.send('/v1/chat/completions', { messages, model: 'candidate' });
    for (const row of await gateway.rows(2)) {
      expect(row.variant).toBe('production');
      expect(row).not.toHaveProperty('rollout_id');
    }
  });

  it('changes no byte of a request to /v1 but the name of the model', async () => {
    const gateway = await start();
    gateway.router.rollOut({ model: 'candidate', percentage: 50 });
    const body = (model: string) =>
      `{ "model" : ${model},\n\t"messages":[{"role":"user","content":"\\u00e9\\/ 🌍"}], "seed":9007199254740993,"temperature":1.0 }`;
    const forwarded = async (model: string, session: string) => {
      await gateway.send('/v1/chat/completions', body(model), {
        headers: { 'content-type': 'application/json', 'x-session-id': session },
      });
      return gateway.upstream.lastCall.body;
    };
    expect(await forwarded('"main"', OUT)).toBe(body('"main"'));
    expect(await forwarded('"prod"', OUT)).toBe(body('"main"'));
    expect(await forwarded('"main"', IN)).toBe(body('"candidate"'));
    expect(await forwarded('"judge"', IN)).toBe(body('"judge"'));
  });

  it("serves OpenAI's own client on both sides, streamed and whole", async () => {
    const gateway = await start();
    gateway.router.rollOut({ model: 'candidate', percentage: 50 });
    const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'sk-whatever', maxRetries: 0 });
    for (const session of [IN, OUT]) {
      gateway.upstream.play(answers({ text: 'Hello.' }));
      const options = { headers: { 'x-session-id': session } };
      const { data, response } = await client.chat.completions
        .create({ model: 'prod', messages }, options)
        .withResponse();
      expect(data.choices[0]?.message.content).toBe('Hello.');
      expect(response.headers.get('x-lrg-variant')).toBe(session === IN ? 'canary' : 'production');
      gateway.upstream.play(streamsTexts(['Hel', 'lo.']));
      const stream = await client.chat.completions.create({ model: 'prod', messages, stream: true }, options);
      let text = '';
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      expect(text).toBe('Hello.');
      expect(sentBody(gateway.upstream.lastCall).model).toBe(session === IN ? 'candidate' : 'main');
    }
    expect(await client.models.list().then(({ data }) => data.map(({ id }) => id))).toContain('prod');
  });

  it('leaves the canary out of shadow evaluation, and control in it', async () => {
    const gateway = await start({ shadow: { shadow_percentage: 100 } });
    gateway.router.rollOut({ model: 'candidate', percentage: 50 });
    await gateway.send('/chat', { prompt, session_id: IN });
    await gateway.send('/chat', { prompt, session_id: OUT });
    gateway.router.isShadowKilled = true;
    await gateway.send('/chat', { prompt, session_id: OUT });
    expect((await gateway.rows(3)).map((row) => row.is_sampled)).toEqual([false, true, false]);
  });

  it('is over with the next request when the router says so', async () => {
    const gateway = await start();
    gateway.router.rollOut({ model: 'candidate' });
    await gateway.send('/chat', { prompt });
    gateway.router.current = { ...gateway.router.current, rollout: null };
    await gateway.send('/chat', { prompt });
    expect((await gateway.rows(2)).map((row) => row.model_version)).toEqual(['candidate', 'main']);
  });
});

describe('a prompt', () => {
  const first = servedPrompt('support@1', 'Customer: {{prompt}}', {
    system: 'Be kind.',
    parameters: { temperature: 0.2 },
  });

  it('is rendered in the version that prod names, which answer and row tell', async () => {
    const gateway = await start();
    gateway.router.serve('support', first);
    const reply = await gateway.send('/chat', {
      prompt: 'It is {{prompt}} $& broken.',
      prompt_name: 'support',
    });
    expect(reply.json()).toMatchObject({ prompt_version: 'support@1', model_version: 'main' });
    expect(sentBody(gateway.upstream.lastCall)).toEqual({
      temperature: 0.2,
      model: 'main',
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Customer: It is {{prompt}} $& broken.' },
      ],
    });
    expect(await gateway.row()).toMatchObject({
      prompt: 'It is {{prompt}} $& broken.',
      prompt_version: 'support@1',
      request_parameters: { temperature: 0.2 },
    });
  });

  it('that nobody knows is refused with the field, before any model is asked', async () => {
    const gateway = await start();
    const reply = await gateway.send('/chat', { prompt, prompt_name: 'sales' });
    expect(reply.status).toBe(422);
    expect(reply.json()).toMatchObject({
      errors: [{ path: 'prompt_name', message: 'there is no prompt sales with an alias prod' }],
    });
    expect(gateway.upstream.calls).toEqual([]);
  });

  it('that the configuration names is rendered for whoever names none', async () => {
    const gateway = await start({ modelVersion: { current_model: 'main', prompt: 'support' } });
    expect((await gateway.send('/chat', { prompt })).status).toBe(503);
    gateway.router.serve('support', first);
    gateway.router.serve('sales', servedPrompt('sales@1'));
    await gateway.send('/chat', { prompt });
    await gateway.send('/chat', { prompt, prompt_name: 'sales' });
    await gateway.send('/v1/chat/completions', { messages });
    const versions = (await gateway.rows(3)).map((row) => row.prompt_version);
    expect(versions).toEqual(['support@1', 'sales@1', null]);
  });

  it('of a rollout is rendered for the canary alone', async () => {
    const gateway = await start();
    gateway.router.serve('support', first);
    const second = servedPrompt('support@2', 'Dear {{prompt}}');
    gateway.router.rollOut({ percentage: 50, prompt: { name: 'support', ...second } });
    await gateway.send('/chat', { prompt, prompt_name: 'support', session_id: IN });
    await gateway.send('/chat', { prompt, prompt_name: 'support', session_id: OUT });
    await gateway.send('/chat', { prompt, session_id: IN });
    const [canary, control, plain] = await gateway.rows(3);
    expect(canary).toMatchObject({ variant: 'canary', prompt_version: 'support@2', model_version: 'main' });
    expect(control).toMatchObject({ variant: 'production', prompt_version: 'support@1' });
    expect([canary?.rollout_id, control?.rollout_id]).toEqual([TEST_ROLLOUT_ID, TEST_ROLLOUT_ID]);
    expect(plain).toMatchObject({ prompt_version: 'v1.0' });
    expect(plain).not.toHaveProperty('rollout_id');
  });
});

describe('while the state of the router can not be read', () => {
  it.each([
    ['fails', () => Promise.reject(new Error('gone'))],
    ['hangs', () => new Promise<never>(() => undefined)],
  ])('every caller is served by production, at once, when the database %s', async (_, read) => {
    const kills = new KillSwitches({ read: () => Promise.resolve({}), write: () => Promise.resolve() });
    const kept = { version: 1, promoted: null, kills: { shadow: false, canary: false }, freeze: null };
    const rollout = { id: TEST_ROLLOUT_ID, percentage: 100, model: 'candidate', prompt: null };
    let nowMs = 0;
    let isAway = false;
    const router = new Router({
      names: { configuredModel: 'main', listed: ['main', 'candidate'] },
      kills,
      elapsedMs: () => nowMs,
      read: () =>
        isAway
          ? read()
          : Promise.resolve({ state: { ...kept, rollout }, prompts: { served: new Map(), candidate: null } }),
    });
    const gateway = await start({ router });
    await router.poll();
    await gateway.send('/chat', { prompt });
    isAway = true;
    const polled = router.poll().catch(() => undefined);
    nowMs = 1_001;
    const replies = await Promise.all(
      [...Array(20).keys()].map((i) =>
        i % 2
          ? gateway.send('/chat', { prompt })
          : gateway.send('/v1/chat/completions', { messages, model: 'prod' }),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    const rows = await gateway.rows(21);
    expect(rows.map((row) => row.model_version)).toEqual(['candidate', ...replies.map(() => 'main')]);
    await Promise.race([polled, pause(0)]);
  });
});

import { describe, expect, it } from 'vitest';
import { eventually } from '#lib/testing/eventually.ts';
import { deltaFrame } from '#lib/testing/openai-shapes.ts';
import { startTestGateway } from '#lib/testing/test-gateway.ts';
import { answers, cutsAfter, hangs, refuses } from '#lib/testing/upstream-scenarios.ts';

const GET = { method: 'GET' };
const prompt = 'Hi';
const messages = [{ role: 'user', content: 'Hi' }];
const keyOf = (...scopes: ('read' | 'chat:write')[]) => ({ id: scopes.join(), name: 'k', scopes });
const keys = { lrg_read: keyOf('read'), lrg_chat: keyOf('chat:write') };
const as = (key: string) => ({ ...GET, headers: { authorization: `Bearer ${key}` } });

describe('GET /metrics', () => {
  it('counts answers, refusals, tokens, cost and what is under way', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers());
    await gateway.send('/chat', { prompt });
    await gateway.send('/v1/chat/completions', { messages, model: 'made up by the caller' });
    gateway.upstream.play(refuses(400, 'no'));
    await gateway.send('/chat', { prompt });
    gateway.upstream.play(cutsAfter([deltaFrame('a')]));
    await gateway.send('/chat', { prompt, stream: true });
    await gateway.send('/chat', { prompt: '' });
    await gateway.send('/v1/nothing', undefined, GET);
    gateway.upstream.play(hangs);
    const waiting = gateway.open('/chat', { prompt });
    await eventually(() => expect(gateway.ledger.inFlight).toBe(1));

    const reply = await gateway.send('/metrics', undefined, GET);
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = reply.text.split('\n');
    for (const line of [
      'lrg_http_requests_total{path="/chat",status="200"} 2',
      'lrg_http_requests_total{path="/chat",status="400"} 1',
      'lrg_http_requests_total{path="/chat",status="422"} 1',
      'lrg_http_requests_total{path="other",status="404"} 1',
      'lrg_exchanges_total{surface="chat",model="prod",status="ok"} 1',
      'lrg_exchanges_total{surface="chat",model="prod",status="error"} 2',
      'lrg_exchanges_total{surface="v1",model="other",status="ok"} 1',
      'lrg_exchange_duration_seconds_count{surface="chat",model="prod"} 3',
      'lrg_time_to_first_token_seconds_count{surface="chat",model="prod"} 1',
      'lrg_tokens_total{model="other",type="output"} 20',
      'lrg_exchanges_in_flight 1',
      'lrg_ledger_exchanges_total{state="answered"} 4',
      'lrg_database_up 0',
    ]) {
      expect(lines).toContain(line);
    }
    expect(reply.text).toMatch(/^lrg_cost_usd_total\{model="prod"\} 0\.000\d+$/m);
    expect(reply.text).toMatch(/^lrg_journal_backlog_bytes [1-9]\d*$/m);
    expect(reply.text).not.toContain('made up');
    waiting.abort();
  });

  it('is open to this machine alone, and elsewhere to the scope read', async () => {
    const local = await startTestGateway();
    expect((await local.send('/metrics', undefined, GET)).status).toBe(200);
    const rebound = { ...GET, headers: { host: 'evil.example' } };
    expect((await local.send('/metrics', undefined, rebound)).status).toBe(401);

    const gateway = await startTestGateway({ isLoopbackHost: false, keys });
    for (const [options, status] of [
      [GET, 401],
      [as('lrg_wrong'), 401],
      [as('lrg_chat'), 403],
      [as('lrg_read'), 200],
      [{ ...as('lrg_read'), method: 'POST' }, 405],
    ] as const) {
      const reply = await gateway.send('/metrics', undefined, options);
      expect(reply.status).toBe(status);
      if (status !== 200) expect(reply.headers['content-type']).toBe('application/problem+json');
    }
  });

  it('needs a key behind the web mount', async () => {
    const gateway = await startTestGateway({ mount: 'web', keys });
    expect((await gateway.send('/metrics', undefined, GET)).status).toBe(401);
    expect((await gateway.send('/metrics', undefined, as('lrg_read'))).status).toBe(200);
  });

  it('is answered when the limits are reached', async () => {
    const gateway = await startTestGateway({ limits: { maxInFlight: 1, perMinute: 1 }, elapsedMs: () => 0 });
    gateway.upstream.play(hangs);
    const waiting = gateway.open('/chat', { prompt });
    await eventually(() => expect(gateway.ledger.inFlight).toBe(1));
    expect((await gateway.send('/chat', { prompt })).status).toBe(429);
    for (let i = 0; i < 3; i += 1) {
      expect((await gateway.send('/metrics', undefined, GET)).status).toBe(200);
    }
    waiting.abort();
    await gateway.rows(1);
  });
});

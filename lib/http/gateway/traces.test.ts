import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Span } from '#lib/domain/trace/span.ts';
import { startTestGateway, type TestGatewayOptions } from '#lib/testing/test-gateway.ts';
import { answers } from '#lib/testing/upstream-scenarios.ts';

const KEYS = {
  lrg_chat: { id: 'chat', name: 'chat', scopes: ['chat:write'] },
  lrg_read: { id: 'read', name: 'read', scopes: ['read'] },
} as const;
const FIXTURES = join(import.meta.dirname, '../../testing/otlp');
/** What OpenTelemetry's exporter makes of two spans. */
const AS_JSON = readFileSync(join(FIXTURES, 'exporter.json'), 'utf8');
const AS_BYTES = readFileSync(join(FIXTURES, 'exporter.bin'));
const PROTOBUF = { 'content-type': 'application/x-protobuf' };

async function start(options: TestGatewayOptions = {}) {
  const stored: Span[] = [];
  const gateway = await startTestGateway({
    keys: KEYS,
    receiveSpans: (spans) => Promise.resolve(stored.push(...spans)),
    ...options,
  });
  return {
    ...{ gateway, stored },
    send: (body: unknown, headers: Record<string, string> = {}) =>
      gateway.send('/v1/traces', body, { headers }),
  };
}

describe.each(['node', 'web'] as const)('POST /v1/traces on the %s mount', (mount) => {
  const key = { authorization: 'Bearer lrg_chat' };

  it('takes protobuf, JSON and gzip', async () => {
    const { send, stored } = await start({ mount });
    const asJson = await send(AS_JSON, { ...key, 'content-type': 'application/json' });
    expect([asJson.status, asJson.json()]).toEqual([200, {}]);
    const asBytes = await send(AS_BYTES, { ...key, ...PROTOBUF });
    expect([asBytes.status, asBytes.headers['content-type'], asBytes.bytes.length]).toEqual([
      ...[200, 'application/x-protobuf', 0],
    ]);
    await send(gzipSync(AS_BYTES), { ...key, ...PROTOBUF, 'content-encoding': 'gzip' });
    expect(stored.map(({ name }) => name)).toEqual(
      Array.from({ length: 3 }, () => ['retrieve documents', 'answer a question']).flat(),
    );
  });

  it('says which spans it rejects', async () => {
    const { send, stored } = await start({ mount });
    const body = { resourceSpans: [{ scopeSpans: [{ spans: [{ name: 'no ids' }] }] }] };
    expect((await send(body, key)).json()).toEqual({
      partialSuccess: {
        rejectedSpans: 1,
        errorMessage: expect.stringMatching(/^traceId: expected 16/) as string,
      },
    });
    expect(stored).toEqual([]);
  });

  it.each([
    ['another content type', 'x', { 'content-type': 'text/plain' }, 415, /x-protobuf or application\/json/],
    ['another encoding', 'x', { 'content-encoding': 'br' }, 415, /gzip/],
    ['no JSON', '{', {}, 400, /not JSON/],
    ['no protobuf', '{"a":1}', PROTOBUF, 400, /not OTLP's protobuf/],
    ['no gzip', 'x', { 'content-encoding': 'gzip' }, 400, /not valid gzip/],
    ['something else', { resourceSpans: 5 }, {}, 422, /1 error/],
    [
      'a bomb',
      gzipSync(Buffer.alloc(9 * 1024 * 1024)),
      { ...PROTOBUF, 'content-encoding': 'gzip' },
      ...([413, /at most 8388608 bytes/] as const),
    ],
  ])('refuses %s', async (_what, body, headers, status, detail) => {
    const { send } = await start({ mount });
    const reply = await send(body, { ...key, ...headers });
    expect(reply.status).toBe(status);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.json()).toMatchObject({ detail: expect.stringMatching(detail) as string });
  });
});

describe('POST /v1/traces', () => {
  it('is open to programs on this machine, and to keys that may chat', async () => {
    const local = await start();
    expect((await local.send(AS_JSON, { 'content-type': 'application/json' })).status).toBe(200);
    const { send } = await start({ isLoopbackHost: false });
    const as = (key: string) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' });
    expect((await send(AS_JSON, { 'content-type': 'application/json' })).status).toBe(401);
    expect((await send(AS_JSON, as('lrg_read'))).status).toBe(403);
    expect((await send(AS_JSON, as('lrg_chat'))).status).toBe(200);
  });

  it('asks to send again later when the database is away', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const { send } = await start({ receiveSpans: () => Promise.reject(away) });
    const reply = await send({});
    expect([reply.status, reply.headers['retry-after']]).toEqual([503, '5']);
  });
});

describe("a caller's trace", () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

  it.each([
    ['/chat', { prompt: 'Hello there' }],
    ['/v1/chat/completions', { model: 'prod', messages: [{ role: 'user', content: 'Hello' }] }],
  ])('is noted in the row of %s, and stays here', async (path, body) => {
    const { gateway } = await start();
    gateway.upstream.play(answers());
    await gateway.send(path, body, { headers: { traceparent } });
    expect(await gateway.row()).toMatchObject({
      ...{ trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', parent_span_id: '00f067aa0ba902b7' },
    });
    expect(gateway.upstream.calls[0]?.headers).not.toHaveProperty('traceparent');
  });

  it('is none without a valid header', async () => {
    const { gateway } = await start();
    gateway.upstream.play(answers());
    await gateway.send('/chat', { prompt: 'Hello there' }, { headers: { traceparent: 'x' } });
    expect(await gateway.row()).not.toHaveProperty('trace_id');
  });
});

import { describe, expect, it } from 'vitest';
import { eventually } from '#lib/testing/eventually.ts';
import { startTestGateway } from '#lib/testing/test-gateway.ts';
import { answers, gzips, repliesWith } from '#lib/testing/upstream-scenarios.ts';
import type { Scenario } from '#lib/testing/fake-upstream.ts';

const PATH = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'Hi' }];
const MIB = 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json' };

/** A plain answer that never ends. */
const endless: Scenario = async ({ response, write }) => {
  response.writeHead(200, JSON_TYPE);
  const piece = Buffer.alloc(MIB, 'x');
  while (!response.destroyed) await write(piece);
};

describe('a plain answer that is too large', () => {
  it.each([
    ['/chat', { prompt: 'Hi' }],
    [PATH, { messages }],
    [PATH, { messages, stream: true }],
  ])('is a 502 on %s, and the model server is cut off', async (path, body) => {
    const gateway = await startTestGateway();
    gateway.upstream.play(endless, answers());
    const reply = await gateway.send(path, body);
    expect(reply.status).toBe(502);
    expect(reply.headers['x-lrg-error']).toBe('gateway');
    expect(reply.json()).toMatchObject({ detail: "the model server's answer is larger than 64 MiB" });
    const { calls } = gateway.upstream;
    await eventually(() => expect(calls).toMatchObject([{ isAborted: true }]));
    const row = await gateway.row();
    expect(row).toMatchObject({ status: 'error', http_status: 200, attempts: 1, response: null });
    expect(row.error).toContain('64 MiB');
    // Neither its place nor its connection is lost.
    expect((await gateway.send(path, body)).status).toBe(200);
  });

  it('is measured as it is after decompression', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(gzips('x'.repeat(65 * MIB)));
    const reply = await gateway.send(PATH, { messages });
    expect(reply.status).toBe(502);
    expect(await gateway.row()).toMatchObject({ status: 'error', http_status: 200 });
  });

  it('passes whole while it is not', async () => {
    const gateway = await startTestGateway();
    const body = 'x'.repeat(8 * MIB);
    gateway.upstream.play(repliesWith(200, body));
    const reply = await gateway.send(PATH, { messages });
    expect(reply.status).toBe(200);
    expect(reply.text === body).toBe(true);
  });
});

it('a refusal keeps its status and the first MiB of its body', async () => {
  const gateway = await startTestGateway();
  gateway.upstream.play(repliesWith(400, 'y'.repeat(3 * MIB), { 'x-request-id': 'r' }));
  const reply = await gateway.send(PATH, { messages });
  expect(reply.status).toBe(400);
  expect(reply.headers['x-request-id']).toBe('r');
  expect(reply.bytes).toHaveLength(MIB);
  expect(await gateway.row()).toMatchObject({ status: 'error', http_status: 400 });
});

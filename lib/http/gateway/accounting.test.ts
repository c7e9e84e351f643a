import { describe, expect, it } from 'vitest';
import type { Scenario } from '#lib/testing/fake-upstream.ts';
import { deltaFrame } from '#lib/testing/openai-shapes.ts';
import { startTestGateway } from '#lib/testing/test-gateway.ts';
import {
  answers,
  cutsAfter,
  refuses,
  repliesWith,
  resets,
  streams,
  streamsTexts,
} from '#lib/testing/upstream-scenarios.ts';

const PATH = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'Hi' }];

const outcomes: [string, Scenario, boolean, number][] = [
  ['a plain answer', answers(), false, 200],
  ['a streamed answer', streamsTexts(['a', 'b']), true, 200],
  ['a stream that breaks off', cutsAfter([deltaFrame('a')]), true, 200],
  ['a refusal', refuses(400, 'no'), false, 400],
  ['an error that stays', refuses(500, 'oops'), true, 500],
  ['no answer', resets, false, 502],
  ['an answer that is no completion', repliesWith(200, '<html>'), false, 200],
];

describe('every exchange', () => {
  it('has exactly one row, whatever became of it, and many at once too', async () => {
    const gateway = await startTestGateway();
    const ids: string[] = [];
    for (const [, scenario, stream, status] of outcomes) {
      gateway.upstream.play(scenario);
      const replies = await Promise.all([1, 2, 3].map(() => gateway.send(PATH, { messages, stream })));
      for (const reply of replies) {
        expect(reply.status).toBe(status);
        ids.push(String(reply.headers['x-lrg-id']));
      }
    }
    const rows = await gateway.rows(ids.length);
    expect(rows.map(({ id }) => id).sort()).toEqual([...new Set(ids)].sort());
    const count = ids.length;
    expect(gateway.ledger).toMatchObject({ answered: count, journaled: count, lost: 0, stored: 0 });
  });

  it.each([
    ['parameters', (nest: string) => `{"messages":[{"role":"user"}],"model":"m","x":${nest}}`, PATH],
    ['a message', (nest: string) => `{"messages":[{"role":"user","x":${nest}}],"model":"m"}`, PATH],
    ['metadata', (nest: string) => `{"prompt":"Hi","metadata":{"x":${nest}}}`, '/chat'],
  ])('has one row however deeply %s are nested', async (_, bodyOf, path) => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers());
    const reply = await gateway.send(path, bodyOf('['.repeat(100_000) + ']'.repeat(100_000)));
    // Refused or answered: but what was paid for is in the log, and nothing is our failure.
    expect(reply.status, reply.text).not.toBe(500);
    await gateway.rows(gateway.upstream.calls.length);
    expect(gateway.ledger.answered).toBe(gateway.upstream.calls.length);
  });

  it('has its texts as a database can hold them', async () => {
    const gateway = await startTestGateway();
    gateway.upstream.play(answers({ text: 'a\u{0}b\ud800c', finishReason: 'st\u{0}op' }));
    const body = '{"prompt":"x\\u0000y\\udc00z","user_id":"u\\u0000","metadata":{"k\\u0000":["\\ud800"]}}';
    const reply = await gateway.send('/chat', body);
    expect(reply.status).toBe(200);
    const row = await gateway.row();
    expect(row).toMatchObject({
      prompt: 'x\ufffdy\ufffdz',
      user_id: 'u\ufffd',
      metadata: { 'k\ufffd': ['\ufffd'] },
      response: 'a\ufffdb\ufffdc',
    });
    expect(JSON.stringify(row)).not.toMatch(/\\u0000|\\ud800/);
  });
});

describe('a journal that can not be written', () => {
  const journal = { append: () => Promise.reject(new Error('ENOSPC: no space left on device')) };

  it.each(outcomes)('changes nothing for the caller of %s, and is counted and logged', async (...outcome) => {
    const [, scenario, stream, status] = outcome;
    const gateway = await startTestGateway({ journal });
    gateway.upstream.play(scenario);
    const reply = await gateway.send(PATH, { messages, stream });
    expect(reply.status).toBe(status);
    if (stream && status === 200) expect(reply.text).toContain('"content":"a"');
    expect(gateway.ledger).toMatchObject({ answered: 1, journaled: 0, lost: 1 });
    expect(gateway.logged).toMatchObject([
      { level: 'error', fields: { chatLogId: reply.headers['x-lrg-id'] } },
    ]);
  });

  it('that hangs holds back the end of the answer, and nothing before', async () => {
    const writing = Promise.withResolvers<undefined>();
    const gateway = await startTestGateway({ journal: { append: () => writing.promise } });
    gateway.upstream.play(streams([deltaFrame('a'), 'data: [DONE]\n\n']));
    const request = gateway.open(PATH, { messages, stream: true });
    await request.readUntil('"a"');
    expect(request.received()).not.toContain('[DONE]');
    writing.resolve(undefined);
    await request.readUntil('[DONE]');
  });
});

describe('the log', () => {
  it('never holds what was said, nor a key', async () => {
    const keys = { 'lrg_very-secret': { id: 'k', name: 'k', scopes: ['chat:write'] as const } };
    const journal = { append: () => Promise.reject(new Error('disk full')) };
    const gateway = await startTestGateway({ keys, journal });
    gateway.upstream.play(answers({ text: 'private answer' }));
    await gateway.send(
      '/chat',
      { prompt: 'private question' },
      {
        headers: { authorization: 'Bearer lrg_very-secret' },
      },
    );
    const logged = JSON.stringify(gateway.logged, (_, value: unknown) =>
      value instanceof Error ? String(value) : value,
    );
    expect(logged).toContain('disk full');
    expect(logged).not.toMatch(/private|secret/);
  });
});

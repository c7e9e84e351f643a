import { describe, expect, it } from 'vitest';
import { ERROR_NOT_STORED } from '#lib/domain/privacy/protect-row.ts';
import type { PrivacyMode } from '#lib/domain/privacy/privacy-mode.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import { startTestGateway } from '#lib/testing/test-gateway.ts';
import { answers, refuses, streamsTexts } from '#lib/testing/upstream-scenarios.ts';

const V1 = '/v1/chat/completions';
const MAIL = 'ada@example.com';
const PROMPT = `I am ${MAIL}, customer C-123456`;
const ANSWER = `Welcome ${MAIL}`;
const chat = { prompt: PROMPT, user_id: MAIL, session_id: 's-1', metadata: { from: MAIL }, use_case: 'help' };
const messages = [{ role: 'user', content: PROMPT }];

function start(mode: PrivacyMode, own: Record<string, string> = {}) {
  const { patterns } = testConfig('').privacy;
  return startTestGateway({
    privacy: { mode, patterns: { ...patterns, own } },
    shadow: { shadow_percentage: 100 },
  });
}

describe('what the journal gets', () => {
  it('of a plain exchange in mode redacted has markers, and the caller sees everything', async () => {
    const gateway = await start('redacted', { customer: String.raw`C-\d{6}` });
    gateway.upstream.play(answers({ text: ANSWER }));
    const reply = await gateway.send('/chat', chat);
    expect(reply.text).toContain(ANSWER);
    expect(gateway.upstream.calls[0]?.body).toContain(PROMPT);
    expect(await gateway.row()).toMatchObject({
      privacy: 'redacted',
      prompt: 'I am [email], customer [customer]',
      response: 'Welcome [email]',
      metadata: { from: '[email]' },
      user_id: expect.stringMatching(/^anon-[0-9a-f]{16}$/) as string,
      session_id: 's-1',
      is_sampled: true,
    });
  });

  it('of a streamed exchange in mode redacted too, where what is found comes in pieces', async () => {
    const gateway = await start('redacted');
    gateway.upstream.play(streamsTexts(['Welcome ada@exam', 'ple.com']));
    const reply = await gateway.send(V1, { messages, stream: true, stop: [MAIL] });
    expect(reply.text).toContain('ple.com');
    const row = await gateway.row();
    expect(row.response).toBe('Welcome [email]');
    expect(JSON.parse(row.prompt ?? '')).toEqual([
      { role: 'user', content: 'I am [email], customer C-123456' },
    ]);
    expect(row.request_parameters).toMatchObject({ stop: ['[email]'] });
    expect(JSON.stringify(row)).not.toContain('example.com');
  });

  it.each([
    ['a plain answer', answers({ text: ANSWER }), V1, { messages, temperature: 0.5 }],
    ['a streamed answer', streamsTexts(['Welcome ', MAIL]), V1, { messages, stream: true }],
    ['a chat', answers({ text: ANSWER }), '/chat', chat],
    ['a streamed chat', streamsTexts(['Welcome ', MAIL]), '/chat', { ...chat, stream: true }],
    ['a refusal', refuses(400, `no such user ${MAIL}`), V1, { messages }],
  ])('of %s in mode hash_only has no text, and is never sampled', async (_, scenario, path, body) => {
    const gateway = await start('hash_only');
    gateway.upstream.play(scenario);
    const reply = await gateway.send(path, body);
    expect(reply.text).toContain(MAIL);
    const row = await gateway.row();
    expect(row).toMatchObject({ privacy: 'hash_only', prompt: null, response: null, is_sampled: false });
    expect([null, ERROR_NOT_STORED]).toContain(row.error);
    for (const secret of ['ada@', 'Welcome', 'customer', 'C-123456', 's-1'])
      expect(JSON.stringify(row)).not.toContain(secret);
  });

  it('has the same hash and bucket in every mode', async () => {
    const seen = [];
    for (const mode of ['full', 'redacted', 'hash_only'] as const) {
      const gateway = await start(mode);
      gateway.upstream.play(answers({ text: ANSWER }));
      await gateway.send('/chat', chat);
      const { prompt_hash, shadow_bucket, input_tokens } = await gateway.row();
      seen.push({ prompt_hash, shadow_bucket, input_tokens });
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });

  it('in mode full is everything, and says nothing of privacy', async () => {
    const gateway = await start('full');
    gateway.upstream.play(answers({ text: ANSWER }));
    await gateway.send('/chat', chat);
    const row = await gateway.row();
    expect(row).toMatchObject({ prompt: PROMPT, response: ANSWER, user_id: MAIL });
    expect(row).not.toHaveProperty('privacy');
  });

  it('is withheld where an own pattern never ends', async () => {
    const gateway = await start('redacted', { slow: '(a+)+$' });
    gateway.upstream.play(answers({ text: 'ok' }));
    const reply = await gateway.send('/chat', { prompt: `${'a'.repeat(60)}!` });
    expect(reply.status).toBe(200);
    expect((await gateway.row()).prompt).toBe('[withheld]');
  });
});

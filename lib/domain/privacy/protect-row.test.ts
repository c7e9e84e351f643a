import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatLogRow } from '#lib/testing/chat-log-rows.ts';
import { ERROR_NOT_STORED, hashOnlyRow, redactRow } from './protect-row.ts';
import { redactValue } from './redact-value.ts';
import { builtInDetectors, createTextRedactor } from './text-redactor.ts';

const redact = createTextRedactor(builtInDetectors({ key: true, email: true, card: true, phone: true }));
const tools = { redact, pseudonymOf: (id: string) => `anon-${id.length}` };
const MAIL = 'ada@example.com';
const messages = JSON.stringify([{ role: 'user', content: `Hi\n${MAIL}` }]);

const row = chatLogRow({
  prompt: `I am ${MAIL}`,
  response: `Hello ${MAIL}`,
  tool_calls: [{ function: { name: 'mail', arguments: `{"to":"ada\\u0040example.com"}` } }],
  request_parameters: { temperature: 0.5, seed: 1_234_567_890, stop: [MAIL], stream: true },
  metadata: { [MAIL]: 1, 'bob@example.com': 2, card: 4_111_111_111_111_111 },
  error: `no such user ${MAIL}`,
  user_id: MAIL,
  session_id: 's-1',
  use_case: 'support',
  is_sampled: true,
});

describe('redacted', () => {
  const safe = redactRow(row, tools);

  it('covers every text of the row', () => {
    expect(safe).toMatchObject({
      privacy: 'redacted',
      prompt: 'I am [email]',
      response: 'Hello [email]',
      tool_calls: [{ function: { name: 'mail', arguments: '{"to":"[email]"}' } }],
      request_parameters: { temperature: 0.5, seed: 1_234_567_890, stop: ['[email]'], stream: true },
      metadata: { '[email]': 1, '[email] 2': 2, card: '[card]' },
      error: 'no such user [email]',
      user_id: 'anon-15',
      session_id: 's-1',
      use_case: 'support',
    });
    expect(JSON.stringify(safe)).not.toContain('example.com');
  });

  it('leaves hash, bucket and sampling as they were', () => {
    const { prompt_hash, shadow_bucket, is_sampled } = row;
    expect(safe).toMatchObject({ prompt_hash, shadow_bucket, is_sampled });
  });

  it('keeps messages the JSON that they are', () => {
    const { prompt } = redactRow({ ...row, surface: 'v1', prompt: messages }, tools);
    expect(JSON.parse(prompt ?? '')).toEqual([{ role: 'user', content: 'Hi\n[email]' }]);
  });

  it('has nothing to do where there is no text', () => {
    const bare = chatLogRow({ prompt: null, response: null });
    expect(redactRow(bare, tools)).toEqual({ ...bare, privacy: 'redacted' });
  });
});

describe('hash_only', () => {
  it('keeps figures and the hash, and no text', () => {
    const bare = hashOnlyRow(row, tools);
    expect(bare).toMatchObject({
      privacy: 'hash_only',
      prompt: null,
      response: null,
      tool_calls: null,
      request_parameters: { temperature: 0.5, seed: 1_234_567_890, stream: true },
      metadata: null,
      error: ERROR_NOT_STORED,
      user_id: 'anon-15',
      session_id: 'anon-3',
      is_sampled: false,
      prompt_hash: row.prompt_hash,
      shadow_bucket: row.shadow_bucket,
      latency_ms: row.latency_ms,
    });
    expect(bare.request_parameters).not.toHaveProperty('stop');
    expect(JSON.stringify(bare)).not.toContain('example.com');
  });

  it.each([
    ['stop', 'stop'],
    ['Dear Ada', null],
    [null, null],
  ])('keeps a finish reason that is a word: %j', (given, kept) => {
    expect(hashOnlyRow(chatLogRow({ finish_reason: given }), tools).finish_reason).toBe(kept);
  });

  it('whatever the texts are, none is left', () => {
    const text = fc.string({ minLength: 4, maxLength: 30 }).map((inner) => `<<${inner}>>`);
    fc.assert(
      fc.property(text, (secret) => {
        const bare = hashOnlyRow(
          chatLogRow({
            prompt: secret,
            response: secret,
            error: secret,
            metadata: [secret],
            user_id: secret,
          }),
          tools,
        );
        expect(JSON.stringify(bare)).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
    );
  });
});

describe('values', () => {
  it('doing it again changes nothing, and a redacted value has the shape of the given one', () => {
    const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' });
    fc.assert(
      fc.property(value, (given) => {
        const once = redactValue(given, redact);
        expect(redactValue(once, redact)).toEqual(once);
        expect(Array.isArray(once)).toBe(Array.isArray(given));
      }),
    );
  });

  it('JSON inside of texts is looked into as deep as it goes, and beyond sense withheld', () => {
    let nested = `["ada\\u0040example.com"]`;
    for (let i = 0; i < 5; i += 1) nested = JSON.stringify([nested]);
    expect(JSON.stringify(redactValue(nested, redact))).not.toMatch(/example\.com/);
    const deep = '['.repeat(5_000) + ']'.repeat(5_000);
    expect(redactValue(deep, redact)).toContain('[withheld]');
  });

  it('a hundred thousand equal keys cost no more than a hundred thousand', () => {
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`u${i}@example.com`, i]));
    const startedMs = performance.now();
    expect(Object.keys(redactValue(many, redact) as object)).toHaveLength(50_000);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});

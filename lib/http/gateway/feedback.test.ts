import { describe, expect, it } from 'vitest';
import type { GiveFeedback } from '#lib/contracts/feedback.ts';
import { startTestGateway, type TestGatewayOptions } from '#lib/testing/test-gateway.ts';

const CHAT_ID = '019bc176-6340-7c47-b2ef-1fbeb2930520';
const KEYS = {
  lrg_chat: { id: 'chat', name: 'chat', scopes: ['chat:write'] },
  lrg_read: { id: 'read', name: 'read', scopes: ['read'] },
} as const;

async function start(options: TestGatewayOptions = {}) {
  const stored: GiveFeedback[] = [];
  const gateway = await startTestGateway({
    keys: KEYS,
    storeFeedback: (feedback) => {
      stored.push(feedback);
      const time = new Date(0).toISOString();
      return Promise.resolve({
        chat_id: feedback.chat_id,
        user_id: null,
        rating: feedback.rating,
        comment: null,
        created_at: time,
        updated_at: time,
      });
    },
    ...options,
  });
  return { stored, give: (body: unknown, headers = {}) => gateway.send('/api/feedback', body, { headers }) };
}

describe('POST /api/feedback', () => {
  it('is open to programs on this machine, like /chat, and to keys that may chat', async () => {
    const local = await start();
    expect((await local.give({ chat_id: CHAT_ID.toUpperCase(), rating: 'up' })).status).toBe(200);
    expect(local.stored).toEqual([{ chat_id: CHAT_ID, rating: 'up' }]);
    expect(
      (await local.give({ chat_id: CHAT_ID, rating: 'up' }, { origin: 'https://evil.example' })).status,
    ).toBe(401);
    const { give } = await start({ isLoopbackHost: false });
    const as = (key: string) => ({ authorization: `Bearer ${key}` });
    expect((await give({ chat_id: CHAT_ID, rating: 'down' })).status).toBe(401);
    expect((await give({ chat_id: CHAT_ID, rating: 'down' }, as('lrg_read'))).status).toBe(403);
    expect((await give({ chat_id: CHAT_ID, rating: 'down' }, as('lrg_chat'))).status).toBe(200);
  });

  it('names what is wrong with it', async () => {
    const { give, stored } = await start();
    const reply = await give({ chat_id: 'x', rating: 'great' });
    expect(reply.status).toBe(422);
    expect(reply.json()).toMatchObject({ errors: [{ path: 'chat_id' }, { path: 'rating' }] });
    expect(stored).toEqual([]);
  });

  it('can be given again later when the database is away', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const { give } = await start({ storeFeedback: () => Promise.reject(away) });
    const reply = await give({ chat_id: CHAT_ID, rating: 'up' });
    expect(reply.status).toBe(503);
    expect(reply.headers['retry-after']).toBe('5');
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { Ledger } from '#lib/services/gateway/ledger.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { CREDENTIALS, testApiContext } from '#lib/testing/test-api.ts';
import { openTestDatabase, type TestDatabase } from '#lib/testing/test-database.ts';
import { health, ready } from './health.ts';

let db: TestDatabase;
beforeAll(async () => (db = await openTestDatabase('embedded')));
afterAll(() => db.close());

const unknownRouter = {
  state: null,
  current: { productionModel: 'prod', rollout: null },
  ageMs: Infinity,
  kills: { effective: { shadow: false, canary: false } },
};

function context(): Parameters<typeof ready>[0] {
  const parts = { journal: { backlogBytes: 0 }, ledger: new Ledger(), router: unknownRouter };
  return { ...testApiContext(db, () => NOON_MS), ...parts } as unknown as Parameters<typeof ready>[0];
}

/** The answer to a caller who names the server by its loopback address. */
async function asked(headers: Record<string, string>, isLocalCaller: boolean) {
  const request = new Request('http://127.0.0.1:3000/ready', {
    headers: { host: '127.0.0.1:3000', ...headers },
  });
  const response = await ready(context(), request, isLocalCaller);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it.each([
  ['a program on this machine', {}, true, 200],
  ['a key with read', CREDENTIALS.reader, false, 200],
  ['somebody who is signed in', CREDENTIALS.viewer, false, 200],
  ['nobody without a key', {}, false, 401],
  ['nobody with a key that is not known', { authorization: 'Bearer lrg_wrong' }, false, 401],
  ['nobody with a key for other things', CREDENTIALS.chat, false, 403],
])('the state of the parts is told to %s', async (_, headers, isLocalCaller, status) => {
  const answer = await asked(headers, isLocalCaller);
  expect(answer.status).toBe(status);
  expect('router' in answer.body).toBe(status === 200);
});

it('says to everybody that it is alive', async () => {
  expect(await health().json()).toEqual({ status: 'ok' });
});

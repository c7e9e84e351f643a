import { beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { findPerson } from '#lib/services/find-person.ts';
import { listChatLogs } from '#lib/services/list-chat-logs.ts';
import { signInWithPassword } from '#lib/services/sign-in.ts';
import { recordingLog } from '#lib/testing/recording-log.ts';
import { openTestDatabase, testDatabaseKinds, type TestDatabase } from '#lib/testing/test-database.ts';
import { Admission } from './access/admission.ts';
import { attemptSignIn } from './access/attempt-sign-in.ts';
import { createDefineRoute, orBadCursor, type ApiContext } from './define-route.ts';

const NEXT = { params: Promise.resolve({}) };
const key: Extract<Principal, { kind: 'apiKey' }> = { kind: 'apiKey', id: 'k', name: 'k', scopes: ['read'] };
const unlimited = () => new Admission({ perMinute: 0, maxInFlight: 0 }, () => 0);

describe.each(testDatabaseKinds())('while %s is away', (kind) => {
  let db: TestDatabase;
  const log = recordingLog();
  const contextOf = () =>
    ({
      prisma: db.prisma,
      pool: db.pool,
      clock: { nowMs: () => 0, elapsedMs: () => 0 },
      log,
      apiAdmission: unlimited(),
      access: {
        keys: { find: (token: string) => (token === 'lrg_known' ? key : null) },
        sessionOf: () => findPerson(db, 'ada'),
        now: () => new Date(0),
      },
    }) as unknown as ApiContext;
  const route = createDefineRoute(() => Promise.resolve(contextOf()))('GET /api/chat-logs', async (input) =>
    orBadCursor(await listChatLogs(input.ctx, input.query)),
  );
  const ask = (headers: Record<string, string>) =>
    route(new Request('http://localhost/api/chat-logs', { headers }), NEXT);

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    expect((await ask({ authorization: 'Bearer lrg_known' })).status).toBe(200);
    await db.close();
  });

  it.each([
    ['with a key', { authorization: 'Bearer lrg_known' }],
    ['with a session, which only the database can confirm', { cookie: 'a=b' }],
  ])('a route called %s says so, and when to come back', async (_, headers) => {
    log.entries.length = 0;
    const answer = await ask(headers);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ status: 503, title: 'Not available now' });
    expect(log.entries).toMatchObject([{ level: 'warn', fields: { route: 'GET /api/chat-logs' } }]);
  });

  it('who is refused without it is refused all the same', async () => {
    expect((await ask({ authorization: 'Bearer lrg_other' })).status).toBe(401);
  });

  it('signing in tells that apart from a wrong password', async () => {
    const signIn = () =>
      signInWithPassword(
        {
          prisma: db.prisma,
          clock: { nowMs: () => 0, elapsedMs: () => 0 },
          verifyPassword: () => Promise.resolve(false),
          sha256Hex: () => '',
        },
        'a@example.com',
        'guess',
      );
    log.entries.length = 0;
    const attempt = attemptSignIn({ signInAdmission: unlimited(), log }, 'a@example.com', signIn);
    await expect(attempt).rejects.toThrow(/^DatabaseAway$/);
    expect(log.entries).toMatchObject([{ level: 'error', fields: { reason: 'DatabaseAway' } }]);
  });
});

describe('attemptSignIn', () => {
  const log = recordingLog();
  const limited = () => new Admission({ perMinute: 1, maxInFlight: 0 }, () => 0);

  it('gives wrong credentials as null, and bounds the guesses at one account however it is written', async () => {
    const ctx = { signInAdmission: limited(), log };
    const wrong = () => Promise.resolve(null);
    expect(await attemptSignIn(ctx, 'Ada@example.com', wrong)).toBeNull();
    await expect(attemptSignIn(ctx, ' ada@EXAMPLE.com ', wrong)).rejects.toThrow(/^TooManyAttempts$/);
    expect(await attemptSignIn(ctx, 'bob@example.com', wrong)).toBeNull();
    expect(log.entries).toEqual([]);
  });

  it('logs what nobody expected, and tells the visitor no details', async () => {
    const failing = () => Promise.reject(new Error('secret detail'));
    const attempt = attemptSignIn({ signInAdmission: limited(), log }, 'a', failing);
    await expect(attempt).rejects.toThrow(/^SignInFailed$/);
    expect(log.entries).toMatchObject([{ level: 'error', fields: { err: { message: 'secret detail' } } }]);
  });
});

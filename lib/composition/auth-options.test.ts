import NextAuth from 'next-auth';
import { decode } from 'next-auth/jwt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { parseEnvironment } from '#lib/config/environment.ts';
import { Admission } from '#lib/http/access/admission.ts';
import { OIDC_CLIENT, startFakeIssuer, type FakeIssuer, type FakePerson } from '#lib/testing/fake-issuer.ts';
import { recordingLog } from '#lib/testing/recording-log.ts';
import { emptyTables, openTestDatabase, type TestDatabase } from '#lib/testing/test-database.ts';
import { authOptions, type AuthContext } from './auth-options.ts';

const HOME = 'http://127.0.0.1:4999';
const SECRET = 'x'.repeat(32);

let db: TestDatabase;
let issuer: FakeIssuer;

beforeAll(async () => {
  db = await openTestDatabase('embedded');
  issuer = await startFakeIssuer();
});
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_URL', HOME);
  await emptyTables(db, 'users', 'audit_entries');
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await issuer.close();
  await db.close();
});

function context(variables: Record<string, string> = {}): AuthContext {
  const { signIn } = parseEnvironment({
    AUTH_OIDC_ISSUER: issuer.url,
    AUTH_OIDC_ID: OIDC_CLIENT.id,
    AUTH_OIDC_SECRET: OIDC_CLIENT.secret,
    ...variables,
  });
  return {
    prisma: db.prisma,
    clock: { nowMs: () => Date.now(), elapsedMs: () => performance.now() },
    newId: createIdSource(),
    log: recordingLog(),
    secret: SECRET,
    sha256Hex,
    verifyPassword: () => Promise.resolve(false),
    signInAdmission: new Admission({ perMinute: 0, maxInFlight: 0 }, () => 0),
    env: { signIn },
  };
}

interface Input {
  body?: Record<string, string>;
  query?: Record<string, string>;
}

/** A browser that keeps cookies, as far as next-auth sees one. */
function browser(ctx: AuthContext) {
  const cookies: Record<string, string> = {};
  const ask = async (action: string, { body, query = {} }: Input = {}) => {
    const headers: Record<string, string | string[]> = {};
    let answer: unknown = null;
    const response = {
      getHeader: (name: string) => headers[name],
      setHeader: (name: string, value: string | string[]) => (headers[name] = value),
      status: () => response,
      end: () => undefined,
      json: (value: unknown) => (answer = value),
      send: (value: unknown) => (answer = value),
    };
    const request = { method: body ? 'POST' : 'GET', headers: {}, cookies, body };
    await NextAuth(
      { ...request, query: { ...query, nextauth: [action, 'oidc'] } } as never,
      response as never,
      authOptions(ctx),
    );
    for (const line of [headers['Set-Cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies[name] = decodeURIComponent(value);
    }
    return { redirect: String(headers.Location ?? ''), answer };
  };
  return { cookies, ask };
}

/** Presses the button, follows to the issuer, comes back. Returns where that ends, and the session's subject. */
async function signIn(
  person: FakePerson,
  ctx = context(),
  tamper: (query: Record<string, string>) => void = () => undefined,
) {
  issuer.person = person;
  const { ask, cookies } = browser(ctx);
  const { csrfToken } = (await ask('csrf')).answer as { csrfToken: string };
  const { redirect } = await ask('signin', { body: { csrfToken, callbackUrl: `${HOME}/runs` } });
  expect(redirect).toMatch(`${issuer.url}/authorize?`);
  const back = new URL((await fetch(redirect, { redirect: 'manual' })).headers.get('location') ?? '');
  expect(back.pathname).toBe('/api/auth/callback/oidc');
  const query = Object.fromEntries(back.searchParams);
  tamper(query);
  const { redirect: to } = await ask('callback', { query });
  const token = cookies['next-auth.session-token'] ?? '';
  const claims = token === '' ? null : await decode({ token, secret: SECRET });
  return { to, claims };
}

const bob: FakePerson = { sub: '7', email: 'bob@example.com', email_verified: true, name: 'Bob' };
const invited = (email = 'bob@example.com') =>
  db.prisma.user.create({ data: { id: createIdSource()(Date.now()), email, role: 'editor' } });

describe('an OpenID Connect issuer', () => {
  it('lets people with an account in, as whom they are here', async () => {
    const { id } = await invited();
    const { to, claims } = await signIn(bob);
    expect(to).toBe(`${HOME}/runs`);
    expect(claims).toMatchObject({ sub: id });
    expect(await db.prisma.user.findMany()).toMatchObject([{ id, role: 'editor', name: 'Bob' }]);
  });

  it.each([
    ['an address that is not verified', { ...bob, email_verified: false }, 'EmailNotVerified'],
    ['an address of which nothing is said', { sub: '7', email: 'bob@example.com' }, 'EmailNotVerified'],
    ['no address', { sub: '7' }, 'EmailNotVerified'],
    ['an address without an account', { ...bob, email: 'eve@example.com' }, 'NotInvited'],
  ])('refuses %s', async (_, person, reason) => {
    await invited();
    const { to, claims } = await signIn(person);
    expect(to).toContain(`/sign-in?error=${reason}`);
    expect(claims).toBeNull();
    expect(await db.prisma.user.count()).toBe(1);
  });

  it('is believed about addresses where that is configured', async () => {
    await invited();
    const ctx = context({ AUTH_OIDC_TRUST_EMAIL: '1' });
    expect((await signIn({ sub: '7', email: 'bob@example.com' }, ctx)).to).toBe(`${HOME}/runs`);
  });

  it('brings new people in where their domain is allowed', async () => {
    const { to, claims } = await signIn(
      bob,
      context({ AUTH_ALLOWED_DOMAINS: 'example.com', AUTH_DEFAULT_ROLE: 'editor' }),
    );
    expect(to).toBe(`${HOME}/runs`);
    const [user] = await db.prisma.user.findMany();
    expect(user).toMatchObject({ email: 'bob@example.com', role: 'editor' });
    expect(claims?.sub).toBe(user?.id);
    expect(await db.prisma.auditEntry.findMany()).toMatchObject([{ action: 'user.join', target: user?.id }]);
  });

  it.each([
    ['another state', (query: Record<string, string>) => (query.state = 'x')],
    ['another code', (query: Record<string, string>) => (query.code = 'x')],
  ])('who comes back with %s stays out', async (_, tamper) => {
    await invited();
    const { to, claims } = await signIn(bob, context(), tamper);
    expect(to).toContain('error=OAuthCallback');
    expect(claims).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import type { Principal, Scope } from '#lib/domain/access/scopes.ts';
import { scopesOfRole, type Role } from '#lib/domain/access/scopes.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '#lib/testing/test-gateway.ts';
import { answers } from '#lib/testing/upstream-scenarios.ts';

const KEY_ID = '01890000-0000-7000-8000-000000000001';
const keyWith = (...scopes: Scope[]) => ({ id: KEY_ID, name: 'a key', scopes });
const keys = {
  lrg_chat: keyWith('chat:write'),
  lrg_admin: keyWith('admin'),
  lrg_read: keyWith('read', 'ci:write'),
};

async function start(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const gateway = await startTestGateway({ keys, ...options });
  gateway.upstream.play(answers());
  return gateway;
}

/** The same question to each of the gateway's surfaces; their statuses. */
async function ask(gateway: TestGateway, headers: Record<string, string> = {}) {
  const messages = [{ role: 'user', content: 'Hi' }];
  const chat = await gateway.send('/chat', { prompt: 'Hi' }, { headers });
  const completions = await gateway.send('/v1/chat/completions', { messages }, { headers });
  const models = await gateway.send('/v1/models', undefined, { method: 'GET', headers });
  return { chat: chat.status, completions: completions.status, models: models.status };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const all = (status: number) => ({ chat: status, completions: status, models: status });

describe('on a server that others can reach', () => {
  const isLoopbackHost = false;

  it.each([
    ['nobody without a key', {}, 401],
    ['nobody with a key that is not known', bearer('lrg_wrong'), 401],
    ['nobody with a foreign key', bearer('sk-foreign'), 401],
    ['nobody with a key that only begins like a valid one', bearer('lrg_chat2'), 401],
    ['nobody with another scheme', { authorization: 'Basic bHJnX2NoYXQ6' }, 401],
    ['nobody with an empty token', { authorization: 'Bearer ' }, 401],
    ['nobody with a key for other things', bearer('lrg_read'), 403],
    ['who has a key for it', bearer('lrg_chat'), 200],
    ['who has an admin key', bearer('lrg_admin'), 200],
    ['whatever the case of the scheme', { authorization: 'bearer lrg_chat' }, 200],
  ])('lets in %s', async (_, headers, status) => {
    const gateway = await start({ isLoopbackHost });
    expect(await ask(gateway, headers)).toEqual(all(status));
    expect(gateway.upstream.calls).toHaveLength(status === 200 ? 2 : 0);
  });

  it('says how to do better, and never what was tried', async () => {
    const gateway = await start({ isLoopbackHost });
    const unknown = await gateway.send('/chat', { prompt: 'Hi' }, { headers: bearer('lrg_wrong') });
    expect(unknown.headers['www-authenticate']).toBe('Bearer');
    expect(unknown.text).not.toContain('lrg_wrong');
    const missing = await gateway.send('/chat', { prompt: 'Hi' });
    expect(missing.headers['www-authenticate']).toBe('Bearer');
    const narrow = await gateway.send('/chat', { prompt: 'Hi' }, { headers: bearer('lrg_read') });
    expect(narrow.json()).toMatchObject({ status: 403, detail: 'a key lacks the scope chat:write' });
  });

  it('refuses a key from the moment it is revoked', async () => {
    const gateway = await start({ isLoopbackHost });
    expect(await ask(gateway, bearer('lrg_chat'))).toEqual(all(200));
    gateway.keys.delete('lrg_chat');
    expect(await ask(gateway, bearer('lrg_chat'))).toEqual(all(401));
  });

  it('logs which key was used', async () => {
    const gateway = await start({ isLoopbackHost });
    await gateway.send('/chat', { prompt: 'Hi' }, { headers: bearer('lrg_chat') });
    expect((await gateway.row()).api_key_id).toBe(KEY_ID);
  });

  it.each<[Role, number]>([
    ['viewer', 403],
    ['editor', 200],
    ['admin', 200],
  ])('a signed-in %s → %i', async (role, status) => {
    const person: Principal = { kind: 'user', id: 'u', name: 'Ada', role, scopes: scopesOfRole(role) };
    const sessionOf = (cookies: string) => (cookies === 'session=ada' ? person : null);
    const gateway = await start({ isLoopbackHost, sessionOf });
    expect(await ask(gateway, { cookie: 'session=ada' })).toEqual(all(status));
    expect(await ask(gateway, { cookie: 'session=eve' })).toEqual(all(401));
  });
});

describe('on a server for this machine alone', () => {
  it('local programs need no key', async () => {
    const gateway = await start();
    expect(await ask(gateway)).toEqual(all(200));
    expect((await gateway.rows(2))[0]?.api_key_id).toBeNull();
  });

  it('a foreign token is ignored on /v1, where every client must send one, and refused on /chat', async () => {
    const gateway = await start();
    expect(await ask(gateway, bearer('sk-foreign'))).toEqual({ chat: 401, completions: 200, models: 200 });
  });

  it('a token that claims to be one of ours must be one', async () => {
    const gateway = await start();
    expect(await ask(gateway, bearer('lrg_wrong'))).toEqual(all(401));
  });

  it('a valid key counts, and its scopes too', async () => {
    const gateway = await start();
    expect(await ask(gateway, bearer('lrg_read'))).toEqual(all(403));
    expect(await ask(gateway, bearer('lrg_chat'))).toEqual(all(200));
    expect((await gateway.rows(2))[0]?.api_key_id).toBe(KEY_ID);
  });

  it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1', '127.0.0.1:8080', '127.8.9.10', '[::1]:3000'])(
    'asked as %s it is open',
    async (host) => {
      expect(await ask(await start(), { host })).toEqual(all(200));
    },
  );

  // A page on the internet whose name resolves to this machine (DNS rebinding).
  it.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example.127.0.0.1.nip.io',
    '192.168.0.2',
    '0.0.0.0',
    '[::2]',
  ])('asked as %s it wants a key', async (host) => {
    const gateway = await start();
    expect(await ask(gateway, { host })).toEqual(all(401));
    expect(await ask(gateway, { host, ...bearer('lrg_chat') })).toEqual(all(200));
  });

  // A page on the internet that calls this machine across origins.
  it.each([
    'https://evil.example',
    'http://localhost.evil.example',
    'https://127.0.0.1.evil.example',
    'null',
    '',
    'http://localhost@evil.example',
  ])('called by a page from "%s" it wants a key', async (origin) => {
    const gateway = await start();
    expect(await ask(gateway, { origin })).toEqual(all(401));
    expect(gateway.upstream.calls).toHaveLength(0);
  });

  it('pages of this machine may call it', async () => {
    expect(await ask(await start(), { origin: 'http://localhost:5173' })).toEqual(all(200));
  });
});

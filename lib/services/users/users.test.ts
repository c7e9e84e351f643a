import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource, randomHex, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import type { InviteUser } from '#lib/contracts/users.ts';
import type { Principal, Role } from '#lib/domain/access/scopes.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { findPerson } from '../find-person.ts';
import { listAuditEntries } from '../list-audit-entries.ts';
import { signInWithLink, signInWithPassword } from '../sign-in.ts';
import { admitPerson } from './admit-person.ts';
import { changeRole, removeUser } from './change-role.ts';
import { inviteUser, renewSignInLink } from './invite-user.ts';
import { listUsers } from './list-users.ts';
import { setPassword } from './set-password.ts';

const DAY_MS = 86_400_000;
const constant = (value: number) => () => value;

describe.each(testDatabaseKinds())('people on %s', (kind) => {
  let db: TestDatabase;
  let nowMs = NOON_MS;
  let ada: Principal;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(async () => {
    nowMs = NOON_MS;
    await emptyTables(db, 'users', 'sign_in_links', 'audit_entries', 'api_keys');
    const { id } = await db.prisma.user.create({
      data: { id: newId(nowMs), email: 'ada@example.com', name: 'Ada', role: 'admin', passwordHash: 'h:old' },
    });
    ada = { kind: 'user', id, name: 'Ada', role: 'admin', scopes: ['admin'] };
  });
  afterAll(() => db.close());

  const newId = createIdSource();
  // Every call is a moment of its own, so that what is ordered by time has an order.
  const ctx = () => ({
    pool: db.pool,
    prisma: db.prisma,
    clock: { nowMs: constant((nowMs += 1)), elapsedMs: () => 0 },
    newId,
    random: { hex: randomHex },
    sha256Hex,
    hashPassword: (password: string) => Promise.resolve(`h:${password}`),
    verifyPassword: (password: string, hash: string | null) => Promise.resolve(hash === `h:${password}`),
    env: { signIn: { allowedDomains: ['guests.example'], defaultRole: 'viewer' as Role } },
  });
  const invite = async (input: Partial<InviteUser> = {}) => {
    const link = await inviteUser(ctx(), ada, { email: 'Bob@Example.com', role: 'editor', ...input });
    if (!link) throw new Error('there is an account already');
    return { id: link.user_id, token: new URL(link.path, 'http://x').searchParams.get('token') ?? '', link };
  };
  const actions = async () =>
    (await listAuditEntries(ctx(), { limit: 50 }))?.items.map(({ action }) => action);

  it('are invited by a link that lets them in once, for a week', async () => {
    const { id, token, link } = await invite();
    expect((await listUsers(ctx())).items[1]).toEqual({
      id,
      email: 'bob@example.com',
      name: null,
      role: 'editor',
      created_at: new Date(Date.parse(link.expires_at) - 7 * DAY_MS).toISOString(),
      last_sign_in_at: null,
      has_password: false,
      invitation_expires_at: link.expires_at,
    });
    nowMs += 7 * DAY_MS - 10;
    expect(await signInWithLink(ctx(), token)).toMatchObject({ id });
    const signedInAt = new Date(nowMs).toISOString();
    expect(await signInWithLink(ctx(), token)).toBeNull();
    expect((await listUsers(ctx())).items[1]).toMatchObject({
      last_sign_in_at: signedInAt,
      invitation_expires_at: null,
    });
    expect(await findPerson(ctx(), id)).toMatchObject({
      role: 'editor',
      scopes: ['read', 'chat:write', 'ci:write'],
    });
  });

  it('are not let in by a link after a week, nor by one that a newer one replaced', async () => {
    const first = await invite();
    const renewed = await renewSignInLink(ctx(), ada, first.id);
    expect(await signInWithLink(ctx(), first.token)).toBeNull();
    nowMs += 7 * DAY_MS;
    const token = new URL(renewed?.path ?? '', 'http://x').searchParams.get('token') ?? '';
    expect(token).toMatch(/^[0-9a-f]{48}$/);
    expect(await signInWithLink(ctx(), token)).toBeNull();
  });

  it('are invited once', async () => {
    await invite();
    expect(await inviteUser(ctx(), ada, { email: 'BOB@example.com', role: 'viewer' })).toBeNull();
    expect(await renewSignInLink(ctx(), ada, newId(nowMs))).toBeNull();
    expect(await renewSignInLink(ctx(), ada, 'x')).toBeNull();
    expect(await actions()).toEqual(['user.invite']);
  });

  it('lose their session and their link with their account', async () => {
    const { id, token } = await invite();
    expect(await removeUser(ctx(), ada, id)).toEqual({ action: 'done', result: undefined });
    expect(await findPerson(ctx(), id)).toBeNull();
    expect(await signInWithLink(ctx(), token)).toBeNull();
    expect(await removeUser(ctx(), ada, id)).toEqual({ action: 'unknown' });
    const page = await listAuditEntries(ctx(), { limit: 50 });
    expect(page?.items[0]).toMatchObject({
      action: 'user.remove',
      actor: { kind: 'user', name: 'Ada' },
      target: { id, kind: 'user', name: 'bob@example.com' },
      details: { email: 'bob@example.com', role: 'editor' },
    });
  });

  it('have a new role from their next request on', async () => {
    const { id } = await invite();
    expect(await changeRole(ctx(), ada, id, 'viewer')).toMatchObject({
      action: 'done',
      result: { role: 'viewer' },
    });
    expect(await findPerson(ctx(), id)).toMatchObject({ role: 'viewer', scopes: ['read'] });
    await changeRole(ctx(), ada, id, 'viewer');
    expect(await actions()).toEqual(['user.change_role', 'user.invite']);
    expect(await changeRole(ctx(), ada, newId(nowMs), 'viewer')).toEqual({ action: 'unknown' });
  });

  it('always have an administrator among them who can sign in', async () => {
    const { id, token } = await invite({ role: 'admin' });
    // Invited, but never here: the link may be lost.
    expect(await changeRole(ctx(), ada, ada.id, 'viewer')).toMatchObject({ action: 'refused' });
    expect(await removeUser(ctx(), ada, ada.id)).toMatchObject({ action: 'refused' });
    await signInWithLink(ctx(), token);
    expect(await changeRole(ctx(), ada, ada.id, 'editor')).toMatchObject({ action: 'done' });
    expect(await removeUser(ctx(), ada, id)).toMatchObject({ action: 'refused' });
  });

  it('can not take the role from each other at once', async () => {
    const { id, token } = await invite({ role: 'admin' });
    await signInWithLink(ctx(), token);
    const bob: Principal = { ...ada, id } as Principal;
    const outcomes = await Promise.all([
      changeRole(ctx(), ada, id, 'viewer'),
      changeRole(ctx(), bob, ada.id, 'viewer'),
    ]);
    expect(outcomes.map(({ action }) => action).sort()).toEqual(['done', 'refused']);
    expect(await db.prisma.user.count({ where: { role: 'admin' } })).toBe(1);
  });

  it('change their password with the present one, and choose a first one without', async () => {
    const change = (current?: string) =>
      setPassword(ctx(), ada.id, {
        new_password: 'correct horse battery',
        ...(current === undefined ? {} : { current_password: current }),
      });
    expect(await change()).toBe(false);
    expect(await change('wrong')).toBe(false);
    expect(await change('old')).toBe(true);
    expect(await signInWithPassword(ctx(), 'ada@example.com', 'old')).toBeNull();
    expect(await signInWithPassword(ctx(), 'ada@example.com', 'correct horse battery')).toMatchObject({
      id: ada.id,
    });
    const { id } = await invite();
    expect(await setPassword(ctx(), id, { new_password: 'another horse' })).toBe(true);
    expect(await actions()).toEqual(['user.set_password', 'user.invite', 'user.set_password']);
  });

  describe('whom a provider has identified', () => {
    const identity = { provider: 'oidc', email: 'Bob@Example.com', isEmailVerified: true, name: 'Bob' };

    it('come in by the verified address of their account, with its role', async () => {
      const { id } = await invite();
      const admission = await admitPerson(ctx(), identity);
      expect(admission).toMatchObject({ isAdmitted: true, user: { id, role: 'editor', name: 'Bob' } });
      expect(await actions()).toEqual(['user.invite']);
    });

    it.each([
      [{ ...identity, isEmailVerified: false }, 'EmailNotVerified'],
      [{ ...identity, email: null }, 'EmailNotVerified'],
      [{ ...identity, email: 'eve@evil.example' }, 'NotInvited'],
      [{ ...identity, email: 'eve@evil.guests.example' }, 'NotInvited'],
      [{ ...identity, email: '"x@guests.example"@evil.example' }, 'NotInvited'],
    ])('stay out otherwise: %o', async (stranger, reason) => {
      await invite();
      expect(await admitPerson(ctx(), stranger)).toEqual({ isAdmitted: false, reason });
      expect(await db.prisma.user.count()).toBe(2);
    });

    it('get an account as viewers where their domain is allowed, one however often they come', async () => {
      const guest = { ...identity, email: 'guest@GUESTS.example' };
      const all = await Promise.all([admitPerson(ctx(), guest), admitPerson(ctx(), guest)]);
      expect(new Set(all.map((one) => (one.isAdmitted ? one.user.id : null))).size).toBe(1);
      expect((await admitPerson(ctx(), guest)).isAdmitted).toBe(true);
      expect(await db.prisma.user.findUnique({ where: { email: 'guest@guests.example' } })).toMatchObject({
        role: 'viewer',
      });
      expect(await actions()).toEqual(['user.join']);
    });
  });

  it('the audit log is paged, and filtered by actor, action, target and time', async () => {
    const people = [];
    for (let i = 0; i < 5; i += 1) {
      nowMs += 1_000;
      people.push(await invite({ email: `p${i}@example.com` }));
    }
    nowMs += 1_000;
    await removeUser(ctx(), ada, people[0]?.id ?? '');
    const list = async (query: object) => {
      const page = await listAuditEntries(ctx(), { limit: 50, ...query });
      return page?.items.map(
        ({ action, created_at }) => `${action} ${Math.floor((Date.parse(created_at) - NOON_MS) / 1_000)}`,
      );
    };
    const invitations = [5, 4, 3, 2, 1].map((second) => `user.invite ${second}`);
    expect(await list({ action: 'user' })).toEqual(['user.remove 6', ...invitations]);
    expect(await list({ action: 'user.invite' })).toEqual(invitations);
    expect(await list({ action: 'use' })).toEqual([]);
    expect(await list({ action: '%' })).toEqual([]);
    expect(await list({ actor: 'ADA' })).toHaveLength(6);
    expect(await list({ actor: ada.id })).toHaveLength(6);
    expect(await list({ actor: 'bob' })).toEqual([]);
    expect(await list({ target: people[0]?.id })).toEqual(['user.remove 6', 'user.invite 1']);
    const at = (second: number) => new Date(NOON_MS + second * 1_000).toISOString();
    expect(await list({ from: at(2), to: at(4) })).toEqual(['user.invite 3', 'user.invite 2']);

    const seen: string[] = [];
    for (let cursor: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof listAuditEntries>> = await listAuditEntries(ctx(), {
        limit: 4,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...(page?.items.map(({ id }) => id) ?? []));
      cursor = page?.next_cursor ?? null;
      if (cursor === null) break;
    }
    expect(new Set(seen).size).toBe(6);
    expect(await listAuditEntries(ctx(), { limit: 4, cursor: 'x' })).toBeNull();
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '#lib/adapters/auth/password.ts';
import { KeyRing } from '#lib/adapters/auth/key-ring.ts';
import { createIdSource, randomHex, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { parseEnvironment } from '#lib/config/environment.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { bootstrapAccess } from './bootstrap-access.ts';
import { findPerson } from './find-person.ts';
import { signInWithLink, signInWithPassword } from './sign-in.ts';

const HOUR_MS = 3_600_000;
const EMAIL = 'Ada@Example.com';
const PASSWORD = 'correct horse';
const admin = { LRG_ADMIN_EMAIL: EMAIL, LRG_ADMIN_PASSWORD: PASSWORD };

describe.each(testDatabaseKinds())('on %s', (kind) => {
  let db: TestDatabase;
  let nowMs = NOON_MS;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(async () => {
    nowMs = NOON_MS;
    await emptyTables(db, 'users', 'sign_in_links', 'api_keys', 'audit_entries');
  });
  afterAll(() => db.close());

  const clock = { nowMs: () => nowMs, elapsedMs: () => nowMs };
  const context = (variables: Record<string, string> = {}) => ({
    prisma: db.prisma,
    env: parseEnvironment(variables),
    clock,
    newId: createIdSource(),
    random: { hex: randomHex },
    // The real ones take a second a time; one test below has them.
    hashPassword: (password: string) => Promise.resolve(sha256Hex(`salt ${password}`)),
    verifyPassword: (password: string, hash: string | null) =>
      Promise.resolve(hash === sha256Hex(`salt ${password}`)),
    sha256Hex,
  });
  const start = (variables: Record<string, string> = {}) => bootstrapAccess(context(variables));
  const firstLink = async () => {
    const token = await start();
    if (token === null) throw new Error('there is no link');
    return token;
  };
  const audit = async () => {
    const entries = await db.prisma.auditEntry.findMany();
    return entries.map(({ actor, action }) => `${actor} ${action}`).sort();
  };
  const scopesOf = async (key: string) => {
    const ring = new KeyRing(db.prisma);
    await ring.refresh();
    return ring.find(key, new Date(nowMs))?.scopes ?? null;
  };

  describe('the one-time link', () => {
    it('signs the first administrator in, once', async () => {
      const token = await firstLink();
      const user = await signInWithLink(context(), token);
      expect(user).toMatchObject({ role: 'admin', email: 'admin@localhost' });
      expect(await findPerson(db, user?.id ?? '')).toMatchObject({ role: 'admin', scopes: ['admin'] });
      expect(await signInWithLink(context(), token)).toBeNull();
    });

    it('lets one of several in that race for it', async () => {
      const token = await firstLink();
      const results = await Promise.all(Array.from({ length: 8 }, () => signInWithLink(context(), token)));
      expect(results.filter((user) => user !== null)).toHaveLength(1);
    });

    it('ends after 24 hours', async () => {
      const [used, late] = [await firstLink(), await firstLink()];
      nowMs = NOON_MS + 24 * HOUR_MS - 1;
      expect(await signInWithLink(context(), used)).not.toBeNull();
      nowMs = NOON_MS + 24 * HOUR_MS;
      expect(await signInWithLink(context(), late)).toBeNull();
    });

    it('is made at each start for the same person, until somebody has a password', async () => {
      const [first, second] = [await firstLink(), await firstLink()];
      expect(first).not.toBe(second);
      expect(await db.prisma.user.count()).toBe(1);
      expect(await start(admin)).toBeNull();
      expect(await start()).toBeNull();
    });

    it.each(['', 'x', '0'.repeat(48)])('is not "%s"', async (token) => {
      await firstLink();
      expect(await signInWithLink(context(), token)).toBeNull();
    });

    it('is kept as its hash alone', async () => {
      const token = await firstLink();
      expect(token).toMatch(/^[0-9a-f]{48}$/);
      const links = await db.prisma.signInLink.findMany();
      expect(links.map(({ tokenHash }) => tokenHash)).toEqual([sha256Hex(token)]);
      expect(await signInWithLink(context(), sha256Hex(token))).toBeNull();
    });
  });

  describe('the administrator of the environment', () => {
    it('signs in with the password, whatever the case of the address', async () => {
      expect(await start(admin)).toBeNull();
      for (const email of ['ada@example.com', EMAIL, '  ADA@EXAMPLE.COM ']) {
        expect(await signInWithPassword(context(), email, PASSWORD)).toMatchObject({ role: 'admin' });
      }
      expect(await signInWithPassword(context(), EMAIL, 'wrong horse')).toBeNull();
      expect(await signInWithPassword(context(), EMAIL, '')).toBeNull();
      expect(await signInWithPassword(context(), 'eve@example.com', PASSWORD)).toBeNull();
      expect(await audit()).toEqual(['environment user.set_admin']);
      const { passwordHash } = await db.prisma.user.findFirstOrThrow();
      expect(passwordHash).not.toContain(PASSWORD);
    });

    it('is left alone at the next start, and changed with the password', async () => {
      await start(admin);
      const before = await db.prisma.user.findFirstOrThrow();
      await start(admin);
      expect(await db.prisma.user.findFirstOrThrow()).toEqual(before);
      await start({ ...admin, LRG_ADMIN_PASSWORD: 'another horse' });
      expect(await signInWithPassword(context(), EMAIL, PASSWORD)).toBeNull();
      expect(await signInWithPassword(context(), EMAIL, 'another horse')).toMatchObject({ id: before.id });
      expect(await audit()).toHaveLength(2);
    });

    it('signs in with the hash that is used in earnest', async () => {
      const earnest = { ...context(admin), hashPassword, verifyPassword };
      await bootstrapAccess(earnest);
      expect(await signInWithPassword(earnest, EMAIL, PASSWORD)).not.toBeNull();
      expect(await signInWithPassword(earnest, EMAIL, 'wrong horse')).toBeNull();
    });

    it('gets the role back that somebody took', async () => {
      await start(admin);
      await db.prisma.user.updateMany({ data: { role: 'viewer' } });
      await start(admin);
      expect((await db.prisma.user.findFirstOrThrow()).role).toBe('admin');
    });

    it('does not let anybody in who has no password', async () => {
      await firstLink();
      expect(await signInWithPassword(context(), 'admin@localhost', '')).toBeNull();
    });
  });

  describe('the key of the environment', () => {
    it('works as an admin key, and stays the same at the next start', async () => {
      await start({ LRG_API_KEY: 'lrg_first' });
      const before = await db.prisma.apiKey.findMany();
      await start({ LRG_API_KEY: 'lrg_first' });
      expect(await db.prisma.apiKey.findMany()).toEqual(before);
      expect(await scopesOf('lrg_first')).toEqual(['admin']);
      expect(await scopesOf('lrg_other')).toBeNull();
      expect(before).toMatchObject([{ keyHash: sha256Hex('lrg_first'), createdBy: 'environment' }]);
      expect(await audit()).toEqual(['environment api_key.create']);
    });

    it('stops working when another one takes its place', async () => {
      await start({ LRG_API_KEY: 'lrg_first' });
      await start({ LRG_API_KEY: 'lrg_second' });
      expect([await scopesOf('lrg_first'), await scopesOf('lrg_second')]).toEqual([null, ['admin']]);
      expect(await audit()).toEqual([
        'environment api_key.create',
        'environment api_key.create',
        'environment api_key.revoke',
      ]);
    });

    it('stops working when it is no longer there, and works again when it is back', async () => {
      await start({ LRG_API_KEY: 'lrg_first' });
      await start();
      expect(await scopesOf('lrg_first')).toBeNull();
      await start({ LRG_API_KEY: 'lrg_first' });
      expect(await scopesOf('lrg_first')).toEqual(['admin']);
    });

    it('does not touch the keys that people made', async () => {
      await db.prisma.apiKey.create({
        data: {
          id: createIdSource()(NOON_MS),
          name: 'mine',
          prefix: 'lrg_',
          keyHash: sha256Hex('lrg_mine'),
          scopes: ['read'],
          createdBy: 'ada',
        },
      });
      await start({ LRG_API_KEY: 'lrg_first' });
      await start();
      expect(await scopesOf('lrg_mine')).toEqual(['read']);
    });
  });
});

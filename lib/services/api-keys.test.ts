import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KeyRing } from '#lib/adapters/auth/key-ring.ts';
import { createIdSource, randomHex, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { createApiKey } from './create-api-key.ts';
import { listApiKeys } from './list-api-keys.ts';
import { revokeApiKey } from './revoke-api-key.ts';

const actor: Principal = { kind: 'user', id: 'ada', name: 'Ada', role: 'admin', scopes: ['admin'] };
const now = new Date(NOON_MS);

describe.each(testDatabaseKinds())('API keys on %s', (kind) => {
  let db: TestDatabase;
  let keys: KeyRing;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(async () => {
    await emptyTables(db, 'api_keys', 'audit_entries');
    keys = new KeyRing(db.prisma);
  });
  afterAll(() => db.close());

  const ctx = () => ({
    prisma: db.prisma,
    keys,
    clock: { nowMs: () => NOON_MS, elapsedMs: () => 0 },
    newId: createIdSource(),
    random: { hex: randomHex },
    sha256Hex,
  });
  const create = (name = 'ci', scopes: Parameters<typeof createApiKey>[2]['scopes'] = ['ci:write']) =>
    createApiKey(ctx(), actor, { name, scopes });

  it('work from the moment they are made, with the scopes they were made with', async () => {
    const created = await create('ci', ['ci:write', 'read']);
    expect(created.key).toMatch(/^lrg_[0-9a-f]{48}$/);
    const known = { id: created.id, name: 'ci', scopes: ['ci:write', 'read'] };
    expect(keys.find(created.key, now)).toEqual(known);
    expect(keys.find(`${created.key}0`, now)).toBeNull();
  });

  it('stop working at once when they are revoked, though they were in use', async () => {
    const [gone, stays] = [await create(), await create()];
    expect(keys.find(gone.key, now)).not.toBeNull();
    expect(await revokeApiKey(ctx(), actor, gone.id)).toBe(true);
    expect(keys.find(gone.key, now)).toBeNull();
    expect(keys.find(stays.key, now)).not.toBeNull();
    expect(await revokeApiKey(ctx(), actor, gone.id)).toBe(false);
  });

  it('revoked elsewhere stop working with the next refresh, and made elsewhere begin to', async () => {
    const gone = await create();
    const elsewhere = { ...ctx(), keys: new KeyRing(db.prisma) };
    const made = await createApiKey(elsewhere, actor, { name: 'new', scopes: ['read'] });
    await revokeApiKey(elsewhere, actor, gone.id);
    expect(keys.find(gone.key, now)).not.toBeNull();
    expect(keys.find(made.key, now)).toBeNull();
    await keys.refresh();
    expect(keys.find(gone.key, now)).toBeNull();
    expect(keys.find(made.key, now)).toMatchObject({ name: 'new' });
  });

  it('are kept as hashes, and neither list nor audit log holds one', async () => {
    const { key, id } = await create();
    const rows = await db.prisma.apiKey.findMany();
    expect(rows).toMatchObject([{ id, keyHash: sha256Hex(key), createdBy: 'ada' }]);
    const shown = JSON.stringify([await listApiKeys(db), await db.prisma.auditEntry.findMany(), rows]);
    expect(shown).not.toContain(key);
  });

  it('are listed with their latest use and their end', async () => {
    const { id, key } = await create();
    keys.find(key, new Date(NOON_MS + 5_000));
    await keys.refresh();
    await revokeApiKey(ctx(), actor, id);
    expect((await listApiKeys(db)).items).toEqual([
      {
        id,
        name: 'ci',
        prefix: key.slice(0, 8),
        scopes: ['ci:write'],
        created_by: { id: 'ada', kind: 'other', name: 'ada' },
        created_at: now.toISOString(),
        last_used_at: new Date(NOON_MS + 5_000).toISOString(),
        revoked_at: now.toISOString(),
      },
    ]);
  });

  it('leave a trace of who made and who revoked them', async () => {
    const { id } = await create();
    await revokeApiKey(ctx(), { ...actor, id: 'eve' }, id);
    await revokeApiKey(ctx(), { ...actor, id: 'eve' }, id);
    const entries = await db.prisma.auditEntry.findMany({ orderBy: { action: 'asc' } });
    expect(entries).toMatchObject([
      { actor: 'ada', action: 'api_key.create', target: id, details: { name: 'ci', scopes: ['ci:write'] } },
      { actor: 'eve', action: 'api_key.revoke', target: id },
    ]);
  });

  it('nothing is revoked for an id that is not known', async () => {
    expect(await revokeApiKey(ctx(), actor, createIdSource()(NOON_MS))).toBe(false);
    expect(await db.prisma.auditEntry.count()).toBe(0);
  });

  it('nothing is revoked for an id that is none', async () => {
    expect(await revokeApiKey(ctx(), actor, 'x')).toBe(false);
  });

  it('go on working while the database can not be read', async () => {
    const { key } = await create();
    let isAway = false;
    const shaky = new Proxy(db.prisma, {
      get: (target, name) => {
        if (isAway) throw new Error('away');
        return Reflect.get(target, name, target) as unknown;
      },
    });
    const ring = new KeyRing(shaky);
    await ring.refresh();
    isAway = true;
    await expect(ring.refresh()).rejects.toThrow('away');
    expect(ring.find(key, now)).not.toBeNull();
  });
});

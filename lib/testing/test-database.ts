import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import { openDatabase, type Database } from '#lib/adapters/db/database.ts';
import { copyTemplate, testDatabaseOptions } from './embedded-template.ts';
import { eventually } from './eventually.ts';

export type TestDatabaseKind = Database['kind'];
export type TestDatabase = Pick<Database, 'kind' | 'prisma' | 'pool' | 'fastLane' | 'close'>;

const serverUrl = process.env.TEST_DATABASE_URL ?? '';

/** The databases to test on: the embedded one, and PostgreSQL where TEST_DATABASE_URL names a server. */
export function testDatabaseKinds(): TestDatabaseKind[] {
  return serverUrl === '' ? ['embedded'] : ['embedded', 'postgres'];
}

/** A name for a process's own database: the URL of a new one on PostgreSQL, null for the embedded kind. */
export async function createTestDatabase(
  kind: TestDatabaseKind,
): Promise<{ url: string | null; drop: () => Promise<void> }> {
  if (kind === 'embedded') return { url: null, drop: () => Promise.resolve() };
  const name = `lrg_test_${randomBytes(8).toString('hex')}`;
  await administer(`CREATE DATABASE ${name}`);
  // Connections that were just closed may be there for a moment; to cut them would be an error in their pool.
  return { url: urlOf(name), drop: () => eventually(() => administer(`DROP DATABASE ${name}`), 30_000) };
}

/** A new, migrated, empty database; `close` leaves nothing of it behind. */
export async function openTestDatabase(kind: TestDatabaseKind): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lrg-database-'));
  const { url, drop } = await createTestDatabase(kind);
  if (kind === 'embedded') copyTemplate(inject('embeddedTemplate'), dataDir);
  const database = await openDatabase({ url, dataDir, ...testDatabaseOptions });
  await database.prepare();
  return {
    ...database,
    close: async () => {
      await database.close();
      rmSync(dataDir, { recursive: true });
      await drop();
    },
  };
}

/** Empties the tables, and those that refer to them. */
export async function emptyTables({ pool }: TestDatabase, ...tables: readonly string[]): Promise<void> {
  await pool.query(`TRUNCATE ${tables.join(', ')} CASCADE`);
}

function urlOf(databaseName: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${databaseName}`;
  return url.href;
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

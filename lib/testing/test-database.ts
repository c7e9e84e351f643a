import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openDatabase, type Database } from '#lib/adapters/db/database.ts';
import { createOnServer, serverUrl } from './database-server.ts';
import { copyTemplate, testDatabaseOptions } from './template-databases.ts';

export type TestDatabaseKind = Database['kind'];
export type TestDatabase = Pick<Database, 'kind' | 'prisma' | 'pool' | 'fastLane' | 'close'>;

/** The databases to test on: the embedded one, and PostgreSQL where TEST_DATABASE_URL names a server. */
export function testDatabaseKinds(): TestDatabaseKind[] {
  return serverUrl === '' ? ['embedded'] : ['embedded', 'postgres'];
}

/** A name for a process's own, empty database: the URL of a new one on PostgreSQL, null for the embedded kind. */
export async function createTestDatabase(
  kind: TestDatabaseKind,
): Promise<{ url: string | null; drop: () => Promise<void> }> {
  return kind === 'embedded' ? NOT_ON_A_SERVER : createOnServer();
}

const NOT_ON_A_SERVER = { url: null, drop: () => Promise.resolve() };

/** A new, migrated database without data; `close` leaves nothing of it behind. */
export async function openTestDatabase(kind: TestDatabaseKind): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lrg-database-'));
  const { url, drop } =
    kind === 'embedded' ? NOT_ON_A_SERVER : await createOnServer(inject('postgresTemplate'));
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

/**
 * Empties the tables, and those that refer to them. TRUNCATE makes new files for every table and every index, which takes
 * ten times as long as to delete a few rows; it is for many.
 */
export async function emptyTables({ pool }: TestDatabase, ...tables: readonly string[]): Promise<void> {
  const { rows } = await pool.query<{ name: string; bytes: number }>(WITH_THOSE_THAT_REFER, [tables]);
  const all = rows.map(({ name }) => name).join(', ');
  // Several statements in one query are one transaction; the lock awaits whoever still writes, as TRUNCATE does.
  const deletions = [`LOCK TABLE ${all}`, ...rows.map(({ name }) => `DELETE FROM ${name}`)];
  const hasManyRows = rows.some(({ bytes }) => bytes > MANY_ROWS_BYTES);
  await pool.query(hasManyRows ? `TRUNCATE ${all}` : deletions.join('; '));
}

/** From here on a table is worth a new file; what was deleted still takes room. */
const MANY_ROWS_BYTES = 128 * 1024;

/** The tables and those that refer to them, the latter first, with the sizes of their files. */
const WITH_THOSE_THAT_REFER = `
  WITH RECURSIVE found (id, depth) AS (
    SELECT name::regclass::oid, 0 FROM unnest($1::text[]) AS name
    UNION
    SELECT reference.conrelid, found.depth + 1
    FROM found JOIN pg_constraint reference ON reference.contype = 'f' AND reference.confrelid = found.id
    WHERE reference.conrelid <> found.id
  )
  SELECT id::regclass::text AS name, pg_relation_size(id)::int AS bytes
  FROM found GROUP BY id ORDER BY max(depth) DESC`;

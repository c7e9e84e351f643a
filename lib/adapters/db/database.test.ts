import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { migrate } from './migrate.ts';

const root = resolve(import.meta.dirname, '../../..');
const migrationsDir = join(root, 'prisma/migrations');
const lost: Error[] = [];
let dataDir: string;
let database: Database;

const open = () =>
  openDatabase({
    url: null,
    dataDir,
    migrationsDir,
    workerFile: join(root, 'lib/adapters/db/embedded/worker.ts'),
    onConnectionLoss: (error) => lost.push(error),
  });

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'lrg-database-'));
  database = await open();
  await database.prepare();
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true });
});

describe('migrations', () => {
  it('are applied once', async () => {
    expect(await migrate(database.pool, migrationsDir)).toEqual([]);
  });

  it('refuse a file that was changed after it had been applied', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'lrg-migrations-'));
    cpSync(migrationsDir, copy, { recursive: true });
    const file = join(copy, '20261120000000_foundation/migration.sql');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n-- edited`);
    await expect(migrate(database.pool, copy)).rejects.toThrow(/was changed after it had been applied/);
    rmSync(copy, { recursive: true });
  });

  it('keep nothing of one that fails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lrg-migrations-'));
    cpSync(migrationsDir, folder, { recursive: true });
    cpSync(join(folder, '20261120000000_foundation'), join(folder, '20990101000000_broken'), {
      recursive: true,
    });
    writeFileSync(
      join(folder, '20990101000000_broken/migration.sql'),
      'CREATE TABLE half (a int); SELECT nothing_such();',
    );
    await expect(migrate(database.pool, folder)).rejects.toThrow(/20990101000000_broken failed/);
    const { rows } = await database.pool.query(
      `SELECT 1 FROM information_schema.tables WHERE table_name = 'half'`,
    );
    expect(rows).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('the Prisma schema', () => {
  // Reading every column of every table fails on one that the database lacks. Settings of alerts are one row from the start.
  it.each(Object.values(Prisma.ModelName))('%s can be read', async (model) => {
    const name = (model[0] ?? '').toLowerCase() + model.slice(1);
    const delegates = database.prisma as unknown as Record<string, { findMany: () => Promise<unknown[]> }>;
    expect(await delegates[name]?.findMany()).toHaveLength(
      ['AlertSettings', 'RouterState'].includes(model) ? 1 : 0,
    );
  });

  it('has the columns of the database, with their types, and their nullability, and no fewer', async () => {
    const { rows } = await database.pool.query<{ line: string }>(
      `SELECT table_name || '.' || column_name || ' ' ||
         CASE udt_name WHEN 'timestamptz' THEN 'DateTime' WHEN 'text' THEN 'String' WHEN 'uuid' THEN 'String'
           WHEN 'int4' THEN 'Int' WHEN 'int8' THEN 'BigInt' WHEN 'float8' THEN 'Float' WHEN 'bool' THEN 'Boolean'
           WHEN 'jsonb' THEN 'Json' WHEN 'bytea' THEN 'Bytes' WHEN '_text' THEN 'String[]'
           WHEN '_int4' THEN 'Int[]' WHEN '_int8' THEN 'BigInt[]' ELSE udt_name END ||
         CASE WHEN is_nullable = 'YES' AND left(udt_name, 1) <> '_' THEN '?' ELSE '' END AS line
       FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1`,
    );
    expect(schemaColumns(readFileSync(join(root, 'prisma/schema.prisma'), 'utf8'))).toEqual(
      rows.map(({ line }) => line),
    );
  });
});

/** `table.column Type?` of every field in the schema file, sorted. */
function schemaColumns(schema: string): string[] {
  const models = [...schema.matchAll(/^model \w+ \{([\s\S]*?)^\}/gm)].map((match) => match[1] ?? '');
  return models
    .flatMap((body) => {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
      const fields = [...body.matchAll(/^ {2}(\w+) +(\w+(?:\[\]|\?)?)(.*)$/gm)];
      return fields.map(
        ([, name, type, rest]) => `${table}.${/@map\("(\w+)"\)/.exec(rest ?? '')?.[1] ?? name} ${type}`,
      );
    })
    .sort();
}

describe('the embedded database', () => {
  it('runs transactions of several connections without mixing them', async () => {
    await database.pool.query('CREATE TABLE counters (id int PRIMARY KEY, n int)');
    await database.pool.query('INSERT INTO counters VALUES (1, 0)');
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        const client = await database.pool.connect();
        await client.query('BEGIN');
        const { rows } = await client.query<{ n: number }>('SELECT n FROM counters WHERE id = 1');
        await client.query('UPDATE counters SET n = $1 WHERE id = 1', [(rows[0]?.n ?? 0) + 1]);
        await client.query('COMMIT');
        client.release();
      }),
    );
    const { rows } = await database.pool.query('SELECT n FROM counters');
    expect(rows).toEqual([{ n: 12 }]);
    await database.pool.query('DROP TABLE counters');
  });

  it('rolls back for a connection that leaves in the middle of a transaction', async () => {
    const client = await database.pool.connect();
    await client.query('BEGIN');
    await client.query('CREATE TABLE unfinished (a int)');
    client.release(true);
    const { rows } = await database.pool.query(
      `SELECT 1 FROM information_schema.tables WHERE table_name = 'unfinished'`,
    );
    expect(rows).toEqual([]);
  });

  it('refuses a second process, or a second start in this one', async () => {
    await expect(open()).rejects.toThrow(/is in use by process/);
  });
});

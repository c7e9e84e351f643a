import { Pool } from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import { describe, expect, it } from 'vitest';
import { openTestDatabase, testDatabaseKinds } from '#lib/testing/test-database.ts';
import { startTcpProxy } from '#lib/testing/tcp-proxy.ts';
import { PrismaClient } from './generated/client.ts';
import { isUnavailable } from './is-unavailable.ts';

const serverUrl = process.env.TEST_DATABASE_URL ?? '';
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('isUnavailable', () => {
  it.each([
    ['ECONNREFUSED', true],
    ['08006', true],
    ['57P03', true],
    ['53300', true],
    ['P1001', true],
    ['57014', false], // a cancelled statement
    ['23505', false],
    ['42P01', false],
    ['P2002', false],
    ['P2025', false],
  ])('knows the code %s', (code, expected) => {
    expect(isUnavailable(Object.assign(new Error('x'), { code }))).toBe(expected);
    // The job queue reports errors as plain objects.
    expect(isUnavailable({ code, message: 'x' })).toBe(expected);
  });

  it.each([null, undefined, 'ECONNREFUSED', {}, new Error('no'), { meta: null }, { meta: { a: 1 } }])(
    'takes %o for something else',
    (error) => {
      expect(isUnavailable(error)).toBe(false);
    },
  );

  it('does not take the connection of another server, in the cause, for the database', () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(isUnavailable(new Error('fetch failed', { cause }))).toBe(false);
  });

  it('knows a server that is not there, from the driver and from Prisma', async () => {
    const pool = new Pool({ connectionString: 'postgresql://x@127.0.0.1:1/x' });
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
    const errors = [
      await failureOf(pool.query('SELECT 1')),
      await failureOf(prisma.user.findFirst()),
      await failureOf(prisma.$queryRaw`SELECT 1`),
      await failureOf(prisma.$transaction([prisma.user.count()])),
    ];
    await pool.end();
    errors.push(await failureOf(pool.query('SELECT 1')), await failureOf(prisma.user.findFirst()));
    expect(errors.map(isUnavailable)).toEqual(errors.map(() => true));
  });
});

describe.each(testDatabaseKinds())('an error of %s', (kind) => {
  it('that is closed under a statement, and after it', async () => {
    const db = await openTestDatabase(kind);
    await db.close();
    const errors = [await failureOf(db.pool.query('SELECT 1')), await failureOf(db.prisma.user.findFirst())];
    expect(errors.map(isUnavailable)).toEqual([true, true]);
  });

  it('that answers is about the statement', async () => {
    const db = await openTestDatabase(kind);
    const errors = [
      await failureOf(db.pool.query('SELECT * FROM nothing')),
      await failureOf(db.prisma.$queryRaw`SELECT * FROM nothing`),
      await failureOf(db.prisma.user.findUniqueOrThrow({ where: { id: 'nobody' } })),
    ];
    await db.close();
    expect(errors).not.toContain(null);
    expect(errors.map(isUnavailable)).toEqual([false, false, false]);
  });
});

describe.skipIf(serverUrl === '')('PostgreSQL', () => {
  it('is away when its connections break in the middle of a statement, and back later', async () => {
    const proxy = await startTcpProxy(serverUrl);
    const pool = new Pool({ connectionString: proxy.url });
    pool.on('error', () => undefined);
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
    const client = await pool.connect();
    client.on('error', () => undefined);
    const sleeping = failureOf(client.query('SELECT pg_sleep(60)'));
    const raw = failureOf(prisma.$queryRaw`SELECT 1 FROM pg_sleep(60)`);
    await proxy.untilConnections(2);
    await proxy.cut();
    expect([await sleeping, await raw].map(isUnavailable)).toEqual([true, true]);
    client.release(true);
    expect(isUnavailable(await failureOf(prisma.$queryRaw`SELECT 1`))).toBe(true);
    await proxy.restore();
    expect(await failureOf(prisma.$queryRaw`SELECT 1`)).toBeNull();
    await pool.end();
    await proxy.close();
  });

  it('is away for a connection that an administrator ends', async () => {
    const own = new Pool({ connectionString: serverUrl, max: 1 });
    own.on('error', () => undefined);
    const error = await failureOf(own.query('SELECT pg_terminate_backend(pg_backend_pid())'));
    expect(isUnavailable(error)).toBe(true);
    await own.end();
  });
});

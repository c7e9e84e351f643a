import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { startEmbeddedDatabase } from './embedded/embedded-database.ts';
import { PrismaClient } from './generated/client.ts';
import { ensureHypertables } from './hypertables.ts';
import { migrate } from './migrate.ts';

export interface DatabaseOptions {
  /** PostgreSQL to use; null for the embedded database. */
  url: string | null;
  /** Folder of the embedded database. */
  dataDir: string;
  migrationsDir: string;
  /** Module of the embedded database's thread. */
  workerFile: string;
  /** Lost connections are reported here; new ones replace them. */
  onConnectionLoss: (error: Error) => void;
}

export interface Database {
  kind: 'embedded' | 'postgres';
  prisma: PrismaClient;
  /** The pool under Prisma, for statements that Prisma can't say or says too slowly. */
  pool: Pool;
  /** One connection of its own, for short statements that must not wait behind others; what hangs there fails soon. */
  fastLane: Pool;
  /** Applies migrations and hypertables; returns what it did. */
  prepare: () => Promise<{ applied: string[]; hypertables: boolean }>;
  close: () => Promise<void>;
}

const EMBEDDED = { user: 'postgres', database: 'postgres', idleTimeoutMillis: 0 };

/** Opens the database, embedded or PostgreSQL; both speak through the same driver and the same Prisma client. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { dataDir, workerFile, onConnectionLoss } = options;
  const embedded =
    options.url === null
      ? await startEmbeddedDatabase({ dataDir, workerFile, onCrash: onConnectionLoss })
      : null;
  const pool = embedded
    ? new Pool({ ...EMBEDDED, max: 4, stream: embedded.openSocket })
    : new Pool({
        connectionString: options.url ?? '',
        max: 12,
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
      });
  const fastLane = embedded
    ? new Pool({ ...EMBEDDED, max: 1, query_timeout: 5_000, stream: embedded.openSocket })
    : new Pool({
        connectionString: options.url ?? '',
        max: 1,
        connectionTimeoutMillis: 1_000,
        query_timeout: 1_500,
        keepAlive: true,
        // The server gives up too: connections that wait behind a lock for an answer that nobody awaits would add up.
        verify: (client, done) => {
          client.query('SET statement_timeout = 1000').then(() => done(), done);
        },
      });
  for (const each of [pool, fastLane]) {
    each.on('error', onConnectionLoss);
    // A pool listens to idle connections only: one that is lost in use would end the process. Its statement fails anyway.
    each.on('connect', (client) => client.on('error', () => undefined));
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    kind: embedded ? 'embedded' : 'postgres',
    prisma,
    pool,
    fastLane,
    prepare: async () => ({
      applied: await migrate(pool, options.migrationsDir),
      hypertables: embedded ? false : await ensureHypertables(pool),
    }),
    close: async () => {
      await prisma.$disconnect();
      await Promise.all([pool.end(), fastLane.end()]);
      await embedded?.close();
    },
  };
}

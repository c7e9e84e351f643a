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
  /** Applies migrations and hypertables; returns what it did. */
  prepare: () => Promise<{ applied: string[]; hypertables: boolean }>;
  close: () => Promise<void>;
}

/** Opens the database, embedded or PostgreSQL; both speak through the same driver and the same Prisma client. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { dataDir, workerFile, onConnectionLoss } = options;
  const embedded =
    options.url === null
      ? await startEmbeddedDatabase({ dataDir, workerFile, onCrash: onConnectionLoss })
      : null;
  const pool = embedded
    ? new Pool({
        user: 'postgres',
        database: 'postgres',
        max: 4,
        idleTimeoutMillis: 0,
        stream: embedded.openSocket,
      })
    : new Pool({
        connectionString: options.url ?? '',
        max: 12,
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
      });
  pool.on('error', onConnectionLoss);
  // The pool listens to idle connections only: one that is lost in use would end the process. Its statement fails anyway.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    kind: embedded ? 'embedded' : 'postgres',
    prisma,
    pool,
    prepare: async () => ({
      applied: await migrate(pool, options.migrationsDir),
      hypertables: embedded ? false : await ensureHypertables(pool),
    }),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
      await embedded?.close();
    },
  };
}

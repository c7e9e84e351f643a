import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '#lib/adapters/db/database.ts';
import { createOnServer, serverUrl } from './database-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder with a migrated, empty embedded database that nobody has open. */
    embeddedTemplate: string;
    /** Name of such a database on the PostgreSQL server; null where tests have none. */
    postgresTemplate: string | null;
  }
}

const root = resolve(import.meta.dirname, '../..');

/** How the tests open a database. */
export const testDatabaseOptions = {
  migrationsDir: join(root, 'prisma/migrations'),
  workerFile: join(root, 'lib/adapters/db/embedded/worker.ts'),
  onConnectionLoss: (error: Error) => {
    throw error;
  },
};

/** Makes the databases that tests copy, once for all: making one takes several times as long as copying it. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  // Pure code has no use for them.
  if (project.vitest.projects.every(({ name }) => name === 'pure')) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'lrg-template-'));
  const onServer = serverUrl === '' ? null : await createOnServer();
  for (const url of onServer === null ? [null] : [null, onServer.url]) {
    const database = await openDatabase({ url, dataDir: folder, ...testDatabaseOptions });
    await database.prepare();
    await database.close();
  }
  project.provide('embeddedTemplate', folder);
  project.provide('postgresTemplate', onServer?.name ?? null);
  return async () => {
    rmSync(folder, { recursive: true });
    await onServer?.drop();
  };
}

/** Puts a copy of the embedded template into an empty data folder. */
export function copyTemplate(template: string, dataDir: string): void {
  cpSync(join(template, 'pglite'), join(dataDir, 'pglite'), { recursive: true });
}

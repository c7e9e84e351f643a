import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '#lib/adapters/db/database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder with a migrated, empty embedded database that nobody has open. */
    embeddedTemplate: string;
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

/** Makes the embedded database that tests copy, once for all: making one takes five times as long as copying it. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'lrg-template-'));
  const database = await openDatabase({ url: null, dataDir: folder, ...testDatabaseOptions });
  await database.prepare();
  await database.close();
  project.provide('embeddedTemplate', folder);
  return () => rmSync(folder, { recursive: true });
}

/** Puts a copy of that database into an empty data folder. */
export function copyTemplate(template: string, dataDir: string): void {
  cpSync(join(template, 'pglite'), join(dataDir, 'pglite'), { recursive: true });
}

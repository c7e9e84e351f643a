import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface FileCallStoreOptions {
  /** Folder of this run alone. */
  runDir: string;
  /** Folder that all runs share; null when this run does without it. */
  cacheDir: string | null;
}

/**
 * Results of paid calls as one file each, named by the hash of what was asked. A file appears whole or not at all, so a
 * killed process leaves nothing broken behind; one that can't be read counts as absent.
 */
export function createFileCallStore({ runDir, cacheDir }: FileCallStoreOptions) {
  const folders = cacheDir === null ? [runDir] : [cacheDir, runDir];
  const made = new Map<string, Promise<unknown>>();
  let serial = 0;

  return {
    get: async (key: string): Promise<unknown> => {
      for (const folder of folders) {
        const value = await read(fileOf(folder, key));
        if (value !== null) return value;
      }
      return null;
    },
    put: async (key: string, value: unknown, isShareable: boolean): Promise<void> => {
      const file = fileOf(isShareable && cacheDir !== null ? cacheDir : runDir, key);
      const folder = dirname(file);
      const making = made.get(folder) ?? mkdir(folder, { recursive: true });
      made.set(folder, making);
      await making;
      const temporary = `${file}.${process.pid}.${(serial += 1)}`;
      await writeFile(temporary, JSON.stringify(value));
      await rename(temporary, file);
    },
  };
}

function fileOf(folder: string, key: string): string {
  return join(folder, key.slice(0, 2), `${key.slice(2)}.json`);
}

async function read(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch {
    return null;
  }
}

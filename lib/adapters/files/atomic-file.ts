import { mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileError } from './file-error.ts';

const BUFFERED_CHARACTERS = 256 * 1024;

/** A file that appears under its name as a whole or not at all. */
export interface AtomicFile {
  write: (text: string) => Promise<void>;
  /** Puts the file in its place; what stood there before is replaced. */
  commit: () => Promise<void>;
  /** Removes what was written; does nothing after a commit. */
  discard: () => Promise<void>;
}

/** Begins a file beside its place, making folders as needed. Throws FileError. */
export async function createAtomicFile(file: string): Promise<AtomicFile> {
  const target = await realpath(file).catch(() => file);
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const handle = await naming(file, async () => {
    await mkdir(dirname(target), { recursive: true });
    return open(temporary, 'w');
  });
  let buffered: string[] = [];
  let characters = 0;
  let isOpen = true;

  const flush = async () => {
    const text = buffered.join('');
    buffered = [];
    characters = 0;
    await handle.writeFile(text);
  };
  const close = async () => {
    isOpen = false;
    await handle.close();
  };
  const discard = async () => {
    if (!isOpen) return;
    await close();
    await rm(temporary, { force: true });
  };

  return {
    write: async (text) => {
      buffered.push(text);
      characters += text.length;
      if (characters >= BUFFERED_CHARACTERS) await naming(file, flush);
    },
    commit: () =>
      naming(file, async () => {
        try {
          await flush();
          await handle.sync();
          await close();
          await rename(temporary, target);
        } catch (error) {
          if (isOpen) await close();
          await rm(temporary, { force: true });
          throw error;
        }
      }),
    discard,
  };
}

async function naming<T>(file: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new FileError(file, error);
  }
}

import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The data folder is in use by another live process. */
export class DataFolderInUseError extends Error {
  constructor(folder: string, owner: LockOwner) {
    super(
      `The data folder ${folder} is in use by process ${owner.pid}. ` +
        'Talk to that server over HTTP, stop it, choose another folder with LRG_DATA_DIR, ' +
        'or set DATABASE_URL to a PostgreSQL database, which any number of processes can share.',
    );
    this.name = 'DataFolderInUseError';
  }
}

interface LockOwner {
  pid: number;
  /** Clock ticks after boot at which the process started, where the system tells; guards against reused ids. */
  startTicks: string | null;
}

/**
 * Takes the folder for this process; two processes on one embedded database would destroy it. A lock left behind by a
 * killed process is taken over. Returns the release.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = join(folder, 'lock');
  const mine: LockOwner = { pid: process.pid, startTicks: startTicksOf(process.pid) };
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    for (;;) {
      try {
        linkSync(draft, lock); // atomic: fails if the lock exists
        return () => rmSync(lock, { force: true });
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error;
      }
      const owner = readOwner(lock);
      if (owner && isAlive(owner)) throw new DataFolderInUseError(folder, owner);
      removeStale(lock, draft);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function readOwner(lock: string): LockOwner | null {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as LockOwner;
  } catch {
    return null;
  }
}

function isAlive(owner: LockOwner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return isCode(error, 'EPERM');
  }
  const ticks = startTicksOf(owner.pid);
  return ticks === null || owner.startTicks === null || ticks === owner.startTicks;
}

/** Moves the stale lock aside first: of several processes that found it stale, the rename lets one pass. */
function removeStale(lock: string, draft: string): void {
  const aside = `${draft}.stale`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  rmSync(aside, { force: true });
}

function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

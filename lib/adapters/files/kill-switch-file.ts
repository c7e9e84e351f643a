import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { killFileSchema, unreadableKills, type KillFile } from '#lib/domain/rollout/kill-switches.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { createAtomicFile } from './atomic-file.ts';

export interface KillSwitchFile {
  /** What is switched off; a file that can't be understood switches everything off. Never throws. */
  read: () => Promise<KillFile>;
  /** Replaces the file as a whole, synced to disk. Throws FileError. */
  write: (content: KillFile) => Promise<void>;
}

/** `<data>/kill-switches.json`: switches that work without a server and without a database. */
export function killSwitchFile(dataDir: string, nowMs: () => number): KillSwitchFile {
  const file = join(dataDir, 'kill-switches.json');
  return {
    read: async () => {
      try {
        const parsed = killFileSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
        return parsed.success
          ? parsed.data
          : unreadableKills(`${file}: this is no list of switches`, nowMs());
      } catch (error) {
        if (isMissing(error)) return {};
        const reason = messageOf(error);
        return unreadableKills(`${file} can not be read: ${reason}`, nowMs());
      }
    },
    write: async (content) => {
      const atomic = await createAtomicFile(file);
      try {
        await atomic.write(`${JSON.stringify(content, null, 2)}\n`);
        await atomic.commit();
      } finally {
        await atomic.discard();
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

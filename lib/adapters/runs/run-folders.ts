import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const recordSchema = z.object({
  run_id: z.uuid(),
  created_at: z.iso.datetime(),
  /** What the run must still be when it is resumed. */
  fingerprint: z.string(),
  status: z.enum(['running', 'finished']),
  options: z.record(z.string(), z.unknown()),
});

/** What is kept about a run of the command line, so that it can be resumed. */
export type RunRecord = z.infer<typeof recordSchema>;

/** Folders of runs under the data directory: one a run, with its record and its paid calls. */
export function createRunFolders(dir: string) {
  const folderOf = (runId: string) => join(dir, runId);
  const recordOf = (runId: string) => join(folderOf(runId), 'run.json');

  async function save(record: RunRecord): Promise<void> {
    await mkdir(folderOf(record.run_id), { recursive: true });
    const temporary = `${recordOf(record.run_id)}.${process.pid}.tmp`;
    await writeFile(temporary, `${JSON.stringify(record, null, 2)}\n`);
    await rename(temporary, recordOf(record.run_id));
  }

  /** The record, or null when there is none that can be read. */
  async function load(runId: string): Promise<RunRecord | null> {
    try {
      const parsed = recordSchema.safeParse(JSON.parse(await readFile(recordOf(runId), 'utf8')));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }

  return {
    folderOf,
    save,
    load,
    /** The latest run that isn't finished, or null. */
    latestUnfinished: async (): Promise<RunRecord | null> => {
      if (!existsSync(dir)) return null;
      // UUIDv7 ids sort by time.
      for (const runId of (await readdir(dir)).sort().reverse()) {
        const record = await load(runId);
        if (record?.status === 'running') return record;
      }
      return null;
    },
    /** Marks a run as finished and lets go of what only a resumed run would need. */
    finish: async (record: RunRecord): Promise<void> => {
      await save({ ...record, status: 'finished' });
      await rm(join(folderOf(record.run_id), 'calls'), { recursive: true, force: true });
    },
  };
}

import { CallLog } from './call-log.ts';

export interface CallStoreOptions {
  /** Folder of this run alone. */
  runDir: string;
  /** Folder that all runs share; null when this run does without it. */
  cacheDir: string | null;
  /** A name for this process's files that no other process has. */
  name: string;
}

/** Results of paid calls: those of this run, and those that all runs share. */
export async function openCallStore({ runDir, cacheDir, name }: CallStoreOptions) {
  const own = await CallLog.open(runDir, name);
  const shared = cacheDir === null ? null : await CallLog.open(cacheDir, name);
  return {
    get: async (key: string): Promise<unknown> => (await shared?.get(key)) ?? own.get(key),
    put: (key: string, value: unknown, isShareable: boolean): Promise<void> =>
      (isShareable && shared ? shared : own).put(key, value),
    close: async (): Promise<void> => {
      await own.close();
      await shared?.close();
    },
  };
}

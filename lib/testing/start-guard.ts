import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';
import { copyTemplate } from './template-databases.ts';

export interface Guard {
  process: ChildProcess;
  url: string;
  /** Resolves with the exit code when the process is over; null when a signal ended it. */
  ended: Promise<number | null>;
}

/**
 * Starts guard-process.ts on a free port, with these variables in place of the ones that would change what it does. An
 * embedded database that isn't there yet begins as a copy of the template.
 */
export async function startGuard(
  variables: Readonly<Record<string, string>> & { LRG_DATA_DIR: string },
): Promise<Guard> {
  const { LRG_DATA_DIR: dataDir, DATABASE_URL: url = '' } = variables;
  if (url === '' && !existsSync(join(dataDir, 'pglite'))) copyTemplate(inject('embeddedTemplate'), dataDir);
  const child = fork(resolve(import.meta.dirname, 'guard-process.ts'), {
    execArgv: [],
    env: {
      ...process.env,
      LRG_ADMIN_EMAIL: 'a@example.com',
      LRG_ADMIN_PASSWORD: 'long enough',
      LRG_LOG_LEVEL: 'silent',
      OPENAI_API_KEY: 'sk-test',
      DATABASE_URL: '',
      INNGEST_DEV: '',
      INNGEST_EVENT_KEY: '',
      ...variables,
    },
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const [address] = (await once(child, 'message')) as [{ port: number }];
  return { process: child, url: `http://127.0.0.1:${address.port}`, ended };
}

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export interface Guard {
  process: ChildProcess;
  url: string;
  /** Resolves with the exit code when the process is over; null when a signal ended it. */
  ended: Promise<number | null>;
}

/** Starts guard-process.ts on a free port, with these variables in place of the ones that would change what it does. */
export async function startGuard(variables: Readonly<Record<string, string>>): Promise<Guard> {
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

import { execFile } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { postgresPrograms } from '../../scripts/lib/postgres.mjs';
import { atEnd } from './clean-up.ts';
import { freePort, startService, waitUntil } from './service.ts';

const run = promisify(execFile);

export interface PostgresCluster {
  url: string;
  pid: number;
  version: string;
  /** Rows of a table, asked for by psql. */
  count: (table: string) => Promise<number>;
}

/** A throwaway cluster with default settings (so with fsync), on loopback; or why there is none. */
export async function startPostgres(logDir: string): Promise<PostgresCluster | string> {
  const bin = postgresPrograms();
  if (bin === undefined) return 'PostgreSQL is not installed';
  const isRoot = process.getuid?.() === 0;
  const owner = isRoot ? userOf('postgres') : null;
  if (isRoot && owner === null) return 'PostgreSQL refuses to run as root, and there is no user postgres';

  const home = mkdtempSync(join(tmpdir(), 'lrg-bench-postgres-'));
  atEnd(() => rmSync(home, { recursive: true, force: true }));
  if (owner) chownSync(home, owner.uid, owner.gid);
  const user = owner ?? {};
  const data = join(home, 'data');
  const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale'];
  await run(join(bin, 'initdb'), init, { cwd: home, ...user });

  const port = await freePort();
  const service = await startService({
    name: 'postgres',
    command: join(bin, 'postgres'),
    args: [
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=${home}`,
    ],
    env: { ...process.env },
    cwd: home,
    logDir,
    ...user,
    stopSignal: 'SIGINT', // fast shutdown: doesn't wait for its clients
  });
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const ask = async (statement: string) => {
    const { stdout } = await run(join(bin, 'psql'), ['-XAtc', statement, url]);
    return stdout.trim();
  };
  await waitUntil(service, async () => (await ask('SELECT 1')) === '1');
  return {
    url,
    pid: service.pid,
    version: await ask('SHOW server_version'),
    count: async (table) => Number(await ask(`SELECT count(*) FROM ${table}`)),
  };
}

function userOf(name: string): { uid: number; gid: number } | null {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`));
  const [, , uid, gid] = entry?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

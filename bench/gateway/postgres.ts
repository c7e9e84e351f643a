import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atEnd } from './clean-up.ts';
import { freePort, startService, waitUntil } from './service.ts';

const run = promisify(execFile);
const DEBIAN_ROOT = '/usr/lib/postgresql';

export interface PostgresCluster {
  url: string;
  pid: number;
  version: string;
  /** Rows of a table, asked for by psql. */
  count: (table: string) => Promise<number>;
}

/** A throwaway cluster with default settings (so with fsync), on loopback; or why there is none. */
export async function startPostgres(logDir: string): Promise<PostgresCluster | string> {
  const bin = newestBinaries();
  if (bin === null) return `no PostgreSQL in ${DEBIAN_ROOT}`;
  const user = process.getuid?.() === 0 ? userOf('postgres') : {};
  if (user === null) return 'PostgreSQL refuses to run as root, and there is no user postgres';

  const home = mkdtempSync(join(tmpdir(), 'lrg-bench-postgres-'));
  atEnd(() => rmSync(home, { recursive: true, force: true }));
  if ('uid' in user) chownSync(home, user.uid, user.gid);
  const data = join(home, 'data');
  const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale'];
  await run(join(bin, 'initdb'), init, { cwd: home, ...user });

  const port = await freePort();
  const service = await startService({
    name: 'postgres',
    command: join(bin, 'postgres'),
    args: ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${home}`],
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

function newestBinaries(): string | null {
  if (!existsSync(DEBIAN_ROOT)) return null;
  const folders = readdirSync(DEBIAN_ROOT)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN_ROOT, version, 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

function userOf(name: string): { uid: number; gid: number } | null {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`));
  const [, , uid, gid] = entry?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

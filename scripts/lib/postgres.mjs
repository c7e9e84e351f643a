import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

/** Folder of the newest PostgreSQL server's programs; undefined where none is installed. */
export function postgresPrograms() {
  if (!existsSync(DEBIAN)) return undefined;
  const versions = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  return versions
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

/**
 * Starts a throwaway PostgreSQL on a free loopback port, its data in a folder of its own below `parent`. Returns its URL and
 * how to stop it.
 */
export async function startPostgres(programs, parent) {
  const folder = mkdtempSync(join(parent, 'lrg-postgres-'));
  const isRoot = process.getuid?.() === 0;
  // PostgreSQL refuses to run as root.
  const prefix = isRoot ? ['runuser', '-u', 'postgres', '--'] : [];
  if (isRoot) chownSync(folder, Number(idOf('-u')), Number(idOf('-g')));
  const data = join(folder, 'data');
  const [command, ...args] = [...prefix, join(programs, 'initdb')];
  execFileSync(command, [...args, '-D', data, '-U', 'lrg', '-A', 'trust', '--no-sync', '-E', 'UTF8'], {
    stdio: 'pipe',
    cwd: folder,
  });
  const port = await freePort();
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `port=${port}`,
    '-c',
    `unix_socket_directories=${folder}`,
    // It dies with the test: what a power failure would lose needn't wait for the disk.
    ...['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'],
    // Plans, and with them the order of sums, don't change in the middle of a test.
    ...['-c', 'autovacuum=off'],
  ];
  const [server, ...serverArgs] = [...prefix, join(programs, 'postgres'), '-D', data, ...settings];
  const child = spawn(server, serverArgs, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  await untilReady(child);
  return {
    url: `postgresql://lrg@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      // The child may be runuser, which doesn't hand signals on: ask the server itself, for a fast shutdown.
      process.kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function untilReady(child) {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr.on('data', (chunk) => {
      log += chunk;
      if (log.includes('ready to accept connections')) resolve();
    });
    child.on('exit', (code) => reject(new Error(`PostgreSQL ended with code ${code}: ${log}`)));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function idOf(flag) {
  return execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim();
}

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { answers, freePort, plainEnvironment, startService, waitUntil } from './service.ts';

const run = promisify(execFile);
const VERSION = '1.15.2';
/** With what a fresh install of that version takes, it answers every stream with 500. */
const OVERRIDES = { hono: '4.9.7', '@hono/node-server': '1.13.5' };
const INSTALL_LIMIT_MS = 120_000;
/** Its server listens on all interfaces and has no option for that; loaded before it, this keeps it on this machine. */
const ON_LOOPBACK = `data:text/javascript,${encodeURIComponent(`
  import { Server } from 'node:net';
  const { listen } = Server.prototype;
  Server.prototype.listen = function (port, host, ...rest) {
    return listen.call(this, port, host ?? '127.0.0.1', ...rest);
  };`)}`;

/** Portkey's gateway, installed into a cache folder of its own; or why it can't be. */
export async function startPortkey(logDir: string): Promise<{ origin: string; pid: number } | string> {
  const folder = join(tmpdir(), `lrg-bench-portkey-${VERSION}`);
  const file = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  const problem = existsSync(file) ? null : await install(folder);
  if (problem !== null) return problem;
  const port = await freePort();
  const service = await startService({
    name: 'portkey',
    command: process.execPath,
    args: ['--import', ON_LOOPBACK, file, '--headless', `--port=${port}`],
    env: plainEnvironment(),
    cwd: folder,
    logDir,
  });
  const origin = `http://127.0.0.1:${port}`;
  await waitUntil(service, answers(origin));
  return { origin, pid: service.pid };
}

async function install(folder: string): Promise<string | null> {
  console.error(`installing @portkey-ai/gateway ${VERSION} into ${folder} …`);
  mkdirSync(folder, { recursive: true });
  const dependencies = { '@portkey-ai/gateway': VERSION };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies, overrides: OVERRIDES }),
  );
  try {
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      env: plainEnvironment(),
      timeout: INSTALL_LIMIT_MS,
    });
    return null;
  } catch (error) {
    return `@portkey-ai/gateway ${VERSION} can't be installed: ${firstLine(error)}`;
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return text.split('\n').find((line) => /error/i.test(line)) ?? text.slice(0, 200);
}

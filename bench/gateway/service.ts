import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from './clean-up.ts';

export interface ServiceOptions {
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Folder for its output. */
  logDir: string;
  /** Runs it as another user. */
  uid?: number;
  gid?: number;
  stopSignal?: NodeJS.Signals;
}

export interface Service {
  name: string;
  pid: number;
  hasExited: () => boolean;
  /** The end of what it printed. */
  output: () => string;
}

const STOP_LIMIT_MS = 25_000;
const START_LIMIT_MS = 60_000;
const OUTPUT_TAIL = 2_000;

/** Starts a process that is stopped at the end of the benchmark. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { name, command, args, env, cwd, uid, gid } = options;
  const logFile = join(options.logDir, `${name}.log`);
  const log = openSync(logFile, 'w');
  const user = uid === undefined || gid === undefined ? {} : { uid, gid };
  const child = spawn(command, args, { env, cwd, stdio: ['ignore', log, log], ...user });
  closeSync(log);
  await new Promise((done, fail) => {
    child.once('spawn', done);
    child.once('error', fail);
  });
  const exited = new Promise((done) => child.once('exit', done));
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  atEnd(async () => {
    if (hasExited()) return;
    child.kill(options.stopSignal ?? 'SIGTERM');
    await Promise.race([exited, sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
    if (!hasExited()) child.kill('SIGKILL');
  });
  const output = () => readFileSync(logFile, 'utf8').slice(-OUTPUT_TAIL);
  if (child.pid === undefined) throw new Error(`${name} has no process`);
  return { name, pid: child.pid, hasExited, output };
}

/** Waits until a check passes. Throws with the service's output when it ends first or takes too long. */
export async function waitUntil(service: Service, check: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + START_LIMIT_MS;
  for (;;) {
    if (await check().catch(() => false)) return;
    if (service.hasExited()) throw new Error(`${service.name} ended while starting:\n${service.output()}`);
    if (performance.now() > endMs) throw new Error(`${service.name} did not start:\n${service.output()}`);
    await sleep(100);
  }
}

/** Whether anything answers at an address over HTTP. */
export function answers(url: string): () => Promise<boolean> {
  return () =>
    fetch(url).then(async (response) => {
      await response.arrayBuffer();
      return true;
    });
}

/** A loopback port that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** For production, and without what `npm run` adds: a nested npm would work on this project instead of its own folder. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const isOfNpm = (name: string) =>
    /^npm_(package|lifecycle|command|execpath|config_local_prefix)|^INIT_CWD$/.test(name);
  const kept = Object.entries(process.env).filter(([name]) => !isOfNpm(name));
  return { ...Object.fromEntries(kept), NODE_ENV: 'production' };
}

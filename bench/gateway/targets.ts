import { join } from 'node:path';
import { cpuSeconds, cpuSecondsOfFamily } from './cpu.ts';
import type { TargetName } from './options.ts';
import { ROOT, startOurGateway, type GatewayOptions } from './our-gateway.ts';
import { startPortkey } from './portkey.ts';
import { startPostgres } from './postgres.ts';
import { answers, freePort, plainEnvironment, startService, waitUntil } from './service.ts';

/** Something that answers chat completions and is measured. */
export interface Target {
  name: TargetName;
  label: string;
  origin: string;
  headers: Readonly<Record<string, string>>;
  cpuSeconds: () => number | null;
  /** Of a database server beside it. */
  databaseCpuSeconds: () => number | null;
  /** Whether it promises to log every exchange. */
  isLogging: boolean;
  /** Rows in the database, where somebody other than the gateway can be asked. */
  countRows: (() => Promise<number>) | null;
}

export interface Targets {
  targets: Target[];
  setDelay: (ms: number) => Promise<void>;
  /** Of this process and all that it has started. */
  ownCpuSeconds: () => number;
  /** What could not be started, and why. */
  skipped: string[];
}

const HEADERS = { 'content-type': 'application/json', authorization: 'Bearer sk-bench' };
const DEFAULT_SHADOW_PERCENTAGE = 5;

/** Starts the mock model server and everything wanted in front of it. */
export async function startTargets(wanted: ReadonlySet<TargetName>, tempDir: string): Promise<Targets> {
  const skipped: string[] = [];
  const mock = await startScript('mock-upstream', [], tempDir);
  const setDelay = async (ms: number) => {
    await fetch(`${mock.origin}/delay/${ms}`, { method: 'POST' });
  };
  await setDelay(0);
  const targets: Target[] = [plain('direct', 'direct to the mock', mock)];

  if (wanted.has('floor')) {
    const floor = await startScript('floor-proxy', [mock.origin], tempDir);
    targets.push(plain('floor', 'floor: node:http + undici', floor));
  }
  const gateway = { tempDir, upstreamOrigin: mock.origin, databaseUrl: null, shadowPercentage: 0 };
  if (wanted.has('pglite')) {
    targets.push(await ours('pglite', 'this gateway, PGlite', gateway));
  }
  if (wanted.has('shadow')) {
    const options = { ...gateway, shadowPercentage: DEFAULT_SHADOW_PERCENTAGE };
    targets.push(await ours('shadow', 'this gateway, PGlite, 5 % shadow', options));
  }
  if (wanted.has('postgres')) {
    const cluster = await startPostgres(tempDir);
    if (typeof cluster === 'string') skipped.push(`this gateway on PostgreSQL: ${cluster}`);
    else {
      const label = `this gateway, PostgreSQL ${cluster.version.split(' ', 1)[0] ?? ''}`;
      targets.push({
        ...(await ours('postgres', label, { ...gateway, databaseUrl: cluster.url })),
        databaseCpuSeconds: () => cpuSecondsOfFamily(cluster.pid),
        countRows: () => cluster.count('chat_logs'),
      });
    }
  }
  if (wanted.has('portkey')) {
    const portkey = await startPortkey(tempDir);
    if (typeof portkey === 'string') skipped.push(portkey);
    else {
      const headers = {
        ...HEADERS,
        'x-portkey-provider': 'openai',
        'x-portkey-custom-host': `${mock.origin}/v1`,
      };
      targets.push({ ...plain('portkey', 'Portkey 1.15.2 (logs nothing)', portkey), headers });
    }
  }
  const ownCpuSeconds = () =>
    targets.reduce((sum, target) => sum + (target.databaseCpuSeconds() ?? 0), 0) +
    (cpuSecondsOfFamily(process.pid) ?? 0);
  return { targets, setDelay, ownCpuSeconds, skipped };
}

interface Process {
  origin: string;
  pid: number;
}

async function ours(name: TargetName, label: string, options: Omit<GatewayOptions, 'name'>): Promise<Target> {
  return { ...plain(name, label, await startOurGateway({ ...options, name })), isLogging: true };
}

function plain(name: TargetName, label: string, { origin, pid }: Process): Target {
  return {
    name,
    label,
    origin,
    headers: HEADERS,
    cpuSeconds: () => cpuSeconds(pid),
    databaseCpuSeconds: () => null,
    isLogging: false,
    countRows: null,
  };
}

async function startScript(name: string, args: readonly string[], logDir: string): Promise<Process> {
  const port = await freePort();
  const service = await startService({
    name,
    command: process.execPath,
    args: [join(import.meta.dirname, `${name}.ts`), String(port), ...args],
    cwd: ROOT,
    env: plainEnvironment(),
    logDir,
  });
  const origin = `http://127.0.0.1:${port}`;
  await waitUntil(service, answers(origin));
  return { origin, pid: service.pid };
}

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainEnvironment, answers, freePort, startService, waitUntil } from './service.ts';

export const ROOT = join(import.meta.dirname, '../..');

export interface GatewayOptions {
  name: string;
  tempDir: string;
  upstreamOrigin: string;
  /** Null for the embedded database. */
  databaseUrl: string | null;
  shadowPercentage: number;
}

/** Starts this gateway as in production, with its own data folder and a copy of the configuration. */
export async function startOurGateway(options: GatewayOptions): Promise<{ origin: string; pid: number }> {
  const home = join(options.tempDir, options.name);
  const configDir = join(home, 'config');
  mkdirSync(home, { recursive: true });
  cpSync(join(ROOT, 'config'), configDir, { recursive: true });
  setShadowPercentage(join(configDir, 'shadow_config.yaml'), options.shadowPercentage);
  // Without its file nothing is evaluated but rollouts: background work is measured by the target that has it.
  if (options.shadowPercentage === 0) rmSync(join(configDir, 'evaluation_config.yaml'));
  const port = await freePort();
  const service = await startService({
    name: options.name,
    command: process.execPath,
    args: ['server/main.ts'],
    cwd: ROOT,
    logDir: options.tempDir,
    env: {
      ...plainEnvironment(),
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: options.databaseUrl ?? '',
      OPENAI_BASE_URL: `${options.upstreamOrigin}/v1`,
      OPENAI_API_KEY: 'sk-bench',
      LRG_CONFIG_DIR: configDir,
      LRG_DATA_DIR: join(home, 'data'),
      LRG_LOG_LEVEL: 'warn',
      LRG_RATE_LIMIT_PER_MINUTE: '0',
      LRG_MAX_IN_FLIGHT: '0',
      INNGEST_EVENT_KEY: '',
      INNGEST_DEV: '',
    },
  });
  const origin = `http://127.0.0.1:${port}`;
  await waitUntil(service, answers(`${origin}/ready`));
  return { origin, pid: service.pid };
}

function setShadowPercentage(file: string, percentage: number): void {
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(/^shadow_percentage:.*$/m, `shadow_percentage: ${percentage}`);
  if (!changed.includes(`shadow_percentage: ${percentage}`)) throw new Error(`${file}: no shadow_percentage`);
  writeFileSync(file, changed);
}

/** What `GET /ready` tells of every answered exchange. */
export interface LedgerReport {
  answered: number;
  journaled: number;
  stored: number;
  duplicates: number;
  rejected: number;
  lost: number;
  journal_backlog_bytes: number;
}

export async function readLedger(origin: string): Promise<LedgerReport> {
  const response = await fetch(`${origin}/ready`);
  const { ledger } = (await response.json()) as { ledger: LedgerReport };
  return ledger;
}

const STORED_WITHIN_MS = 60_000;

/** Waits, at most a minute, until everything answered so far is in the database. */
export async function waitForStored(origin: string): Promise<LedgerReport> {
  const endMs = performance.now() + STORED_WITHIN_MS;
  for (;;) {
    const ledger = await readLedger(origin);
    const isDone =
      ledger.journal_backlog_bytes === 0 && ledger.stored + ledger.duplicates >= ledger.journaled;
    if (isDone || performance.now() > endMs) return ledger;
    await sleep(50);
  }
}

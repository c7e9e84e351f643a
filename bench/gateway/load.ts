import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installPackages } from '../../scripts/lib/chromium.mjs';

const run = promisify(execFile);

export interface LoadInput {
  /** Origin of what is called. */
  origin: string;
  headers: Readonly<Record<string, string>>;
  isStreamed: boolean;
  concurrency: number;
  seconds: number;
}

export interface LoadReport {
  /** Whole answers. */
  requests: number;
  seconds: number;
  bytes: number;
  errors: number;
  p50Ms: number;
  p99Ms: number;
}

const WRK = 'wrk';
export const PATH = '/v1/chat/completions';
const SYSTEM =
  'You are the assistant of a deployment platform. Answer in plain words and name the trade-offs.';
const QUESTION =
  'We serve about forty thousand requests a minute and want to move to a new model version without hurting anybody. ' +
  'Compare a canary release with a shadow deployment: cost, risk, what each can and can not detect, and when to roll back. ';

/** The request of every run; `@@` becomes the number of the prompt's variant. */
export function requestBody(isStreamed: boolean): string {
  return JSON.stringify({
    model: 'gpt-4.1-mini',
    messages: [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: `${QUESTION}This is case @@.` },
    ],
    temperature: 0.2,
    ...(isStreamed ? { stream: true } : {}),
  });
}

export type LoadGenerator = (input: LoadInput) => Promise<LoadReport>;

/** wrk if it is installed or can be, else the small generator beside this file. */
export async function findLoadGenerator(): Promise<{ generate: LoadGenerator; name: string }> {
  if (!hasWrk() && process.getuid?.() === 0) {
    await installPackages(['wrk']).catch(() => undefined); // it has said why
  }
  if (hasWrk()) return { generate: byWrk, name: 'wrk' };
  const why = 'wrk is not installed (Debian: apt-get install wrk)';
  return { generate: byOwn, name: `the built-in generator, which takes CPU from what is measured: ${why}` };
}

function hasWrk(): boolean {
  return !spawnSync(WRK, ['-v']).error;
}

function byWrk(input: LoadInput): Promise<LoadReport> {
  const script = join(import.meta.dirname, 'wrk.lua');
  const { concurrency, seconds, origin } = input;
  const args = ['-t1', '-c', String(concurrency), '-d', `${seconds}s`, '--timeout', '10s', '-s', script];
  return report(WRK, [...args, origin + PATH], input);
}

function byOwn(input: LoadInput): Promise<LoadReport> {
  const script = join(import.meta.dirname, 'load-generator.ts');
  const args = [script, input.origin + PATH, String(input.concurrency), String(input.seconds)];
  return report(process.execPath, args, input);
}

async function report(command: string, args: readonly string[], input: LoadInput): Promise<LoadReport> {
  const headers = Object.entries(input.headers).map(([name, value]) => `${name}: ${value}`);
  const { stdout } = await run(command, args, {
    env: {
      ...process.env,
      BENCH_HEADERS: headers.join('\n'),
      BENCH_BODY: requestBody(input.isStreamed),
    },
  });
  const line = stdout.split('\n').find((text) => text.startsWith('{'));
  if (line === undefined) throw new Error(`${command} reported nothing:\n${stdout}`);
  return JSON.parse(line) as LoadReport;
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Agent, request } from 'undici';

/*
 * `lrg score` as people start it, beside the ideal (examples × calls ÷ concurrency × latency) and beside a bare loop of
 * the same requests, in turns; and its memory at one and at four times the examples. Ends with 1 above 1.15 × the ideal.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const GOAL = 1.15;
const CALLS_PER_EXAMPLE = 2;

const { values } = parseArgs({
  options: {
    examples: { type: 'string', default: '1000' },
    concurrency: { type: 'string', default: '32' },
    delay: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
  },
});
const examples = Number(values.examples);
const concurrency = Number(values.concurrency);
const delayMs = Number(values.delay);
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), 'lrg-bench-scorer-'));
const port = await freePort();
const mock = spawn(
  process.execPath,
  [join(import.meta.dirname, 'mock-models.ts'), String(port), String(delayMs)],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
  },
);
try {
  await listening(port);
  process.exitCode = await bench();
} finally {
  mock.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function bench(): Promise<number> {
  const idealSeconds = (examples * CALLS_PER_EXAMPLE * delayMs) / concurrency / 1_000;
  writeGoldenSet(examples);
  const rows = [];
  for (let round = 1; round <= rounds; round += 1) {
    const floorSeconds = await floor();
    const scored = await score();
    rows.push({ floorSeconds, ...scored });
    console.error(
      `round ${round}: bare loop ${floorSeconds.toFixed(2)} s, lrg score ${scored.wallSeconds.toFixed(2)} s ` +
        `(${scored.runSeconds.toFixed(2)} s in the run), ${scored.cpuSeconds.toFixed(2)} s of CPU, ${scored.peakMb} MB`,
    );
  }
  writeGoldenSet(examples * 4);
  const larger = await score();
  const wall = median(rows.map(({ wallSeconds }) => wallSeconds));
  const run = median(rows.map(({ runSeconds }) => runSeconds));
  const bare = median(rows.map(({ floorSeconds }) => floorSeconds));
  const peak = median(rows.map(({ peakMb }) => peakMb));
  console.log(`
## Scorer benchmark

${examples} examples, answer and judgement each, concurrency ${concurrency}, ${delayMs} ms a call; medians of ${rounds} rounds.

| | seconds | ÷ ideal |
| --- | --: | --: |
| ideal | ${idealSeconds.toFixed(2)} | 1.00 |
| bare loop of the same requests | ${bare.toFixed(2)} | ${(bare / idealSeconds).toFixed(2)} |
| lrg score, in the run | ${run.toFixed(2)} | ${(run / idealSeconds).toFixed(2)} |
| lrg score, the whole process | ${wall.toFixed(2)} | ${(wall / idealSeconds).toFixed(2)} |

Peak memory: ${peak} MB with ${examples} examples, ${larger.peakMb} MB with ${examples * 4}.
`);
  const isReached = wall / idealSeconds <= GOAL;
  console.log(`${isReached ? '✔' : '✘'} whole process at most ${GOAL} × the ideal`);
  return isReached ? 0 : 1;
}

/** The same number of requests by the same number of workers, and nothing else. */
async function floor(): Promise<number> {
  const dispatcher = new Agent({ connections: concurrency });
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'x'.repeat(400) }] });
  let left = examples * CALLS_PER_EXAMPLE;
  const startedMs = performance.now();
  const work = async () => {
    while ((left -= 1) >= 0) {
      const url = `http://127.0.0.1:${port}/v1/chat/completions`;
      const answer = await request(url, { method: 'POST', body, dispatcher });
      await answer.body.json();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const seconds = (performance.now() - startedMs) / 1_000;
  await dispatcher.close();
  return seconds;
}

async function score() {
  const output = join(folder, 'scores.json');
  const startedMs = performance.now();
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'cli/lrg.mjs'),
      ...['score', '--dataset', join(folder, 'golden.jsonl'), '--config', folder, '--output', output],
      ...['--concurrency', String(concurrency), '--no-cache', '--quiet'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: environment() },
  );
  const memory = watchMemory(child);
  child.stdout.resume();
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`lrg score ended with ${code}`);
  const scores = JSON.parse(readFileSync(output, 'utf8')) as {
    metrics: { seconds: number };
    overall: number;
  };
  return {
    wallSeconds: (performance.now() - startedMs) / 1_000,
    runSeconds: scores.metrics.seconds,
    ...memory(),
  };
}

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    LRG_DATA_DIR: join(folder, 'data'),
    OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
    OPENAI_API_KEY: 'bench',
  };
}

/** Reads the command's peak resident memory and CPU time while it lives. */
function watchMemory(child: ChildProcess) {
  let peakMb = 0;
  let cpuSeconds = 0;
  const timer = setInterval(() => {
    try {
      // The launcher's child does the work.
      const pid = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      peakMb = Math.max(peakMb, Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024));
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      cpuSeconds = (Number(stat[11]) + Number(stat[12])) / 100;
    } catch {
      // The process has ended, or the system has no /proc.
    }
  }, 50);
  return () => {
    clearInterval(timer);
    return { peakMb, cpuSeconds };
  };
}

function writeGoldenSet(n: number): void {
  const categories = ['a', 'b', 'c', 'd', 'e'];
  const lines = Array.from({ length: n }, (_, i) =>
    JSON.stringify({
      id: `x-${i}`,
      prompt: `Question ${i}: what became of the harbour wall in the town number ${i} after the great storm? ${'Tell the facts. '.repeat(10)}`,
      reference_response: `The wall of harbour ${i} was rebuilt after the storm of 1953 and has kept the lower town dry since then.`,
      category: categories[i % categories.length],
      source: 'bench',
      checks: [{ type: 'must_contain', required: true, values: ['storm'] }],
    }),
  );
  writeFileSync(join(folder, 'golden.jsonl'), `${lines.join('\n')}\n`);
  writeFileSync(
    join(folder, 'dataset_config.yaml'),
    `categories: [${categories.map((name) => `{ name: ${name} }`).join(', ')}]\n`,
  );
  writeFileSync(join(folder, 'scorer_config.yaml'), 'embedder: { kind: none }\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as AddressInfo;
  server.close();
  return free;
}

async function listening(at: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const socket = connect(at, '127.0.0.1');
    try {
      await once(socket, 'connect');
      socket.destroy();
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  throw new Error('the mock model server did not start');
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

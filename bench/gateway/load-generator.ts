import { Pool } from 'undici';

/*
 * Where wrk isn't installed: `load-generator.ts <url> <connections> <seconds>` with wrk.lua's environment and report.
 * Each connection sends its next request when it has read the whole answer to the last one.
 */
const [url = '', connections = '1', seconds = '1'] = process.argv.slice(2);
const { BENCH_HEADERS, BENCH_BODY } = process.env;
const { origin, pathname } = new URL(url);
const headers = Object.fromEntries(
  (BENCH_HEADERS ?? '')
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
);
const [before = '', after = ''] = (BENCH_BODY ?? '').split('@@');
const VARIANTS = 1_000;
const bodies = Array.from({ length: VARIANTS }, (_, i) => `${before}${i + 1}${after}`);

const pool = new Pool(origin, { connections: Number(connections), pipelining: 1 });
const latenciesMs: number[] = [];
let bytes = 0;
let errors = 0;
let sent = 0;
const startedMs = performance.now();
const endMs = startedMs + Number(seconds) * 1_000;

await Promise.all(Array.from({ length: Number(connections) }, sendUntilTheEnd));
const elapsedMs = performance.now() - startedMs;
latenciesMs.sort((a, b) => a - b);
const percentile = (share: number) => latenciesMs[Math.floor(latenciesMs.length * share)] ?? 0;
const report = {
  requests: latenciesMs.length,
  seconds: elapsedMs / 1_000,
  bytes,
  errors,
  p50Ms: percentile(0.5),
  p99Ms: percentile(0.99),
};
process.stdout.write(`\n${JSON.stringify(report)}\n`);
await pool.destroy();

async function sendUntilTheEnd(): Promise<void> {
  while (performance.now() < endMs) {
    const question = bodies[sent % VARIANTS] ?? '';
    sent += 1;
    const atMs = performance.now();
    try {
      const answer = await pool.request({ method: 'POST', path: pathname, headers, body: question });
      const body = await answer.body.bytes();
      bytes += body.length;
      if (answer.statusCode !== 200) errors += 1;
      latenciesMs.push(performance.now() - atMs);
    } catch {
      errors += 1;
    }
  }
}

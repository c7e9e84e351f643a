import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { main } from './lib/run.mjs';
import { prepare, root } from './setup.mjs';

const USAGE = `Usage: npm run bench -- <benchmark> [options]

  gateway   throughput, added latency and CPU of this gateway beside a bare proxy and Portkey's gateway
            --quick            one round of 2 s runs, without c=64
            --rounds <n>       rounds (3)
            --seconds <n>      length of one run (3)
            --lead-in <n>      seconds of the same load before each run, which don't count (2)
            --only <a,b>       of floor, pglite, postgres, portkey, shadow (the default of 5% shadow traffic)
            --cells <a,b>      like 20:plain:32,0:streamed:1 (ms of the upstream, plain or streamed, concurrency)
  gate      CPU time of a verdict; false blocks and detection on simulated golden sets with known truth
            --quick            200 simulations a line
            --simulations <n>  simulations a line (2000)
  metrics   ROUGE-L beside js-rouge and, where Python has it, Google's own; BERTScore's matching
            --quick            fewer rounds, short texts only
            --python <file>    Python that can import rouge_score (python3)
  scorer    lrg score beside the ideal time and a bare loop of the same requests; its memory
            --examples <n>, --concurrency <n>, --delay <ms>, --rounds <n> (1000, 32, 100, 3)
  panels    the API of every panel on databases that npm run seed:scale filled, their numbers checked against raw rows
            --database <url>   once or twice, the smaller one first
            --rounds <n>       requests a question (12)
            --only <text>      only questions with this in their name
`;
const BENCHMARKS = {
  gateway: { file: 'bench/gateway/main.ts', needsBuild: true },
  gate: { file: 'bench/gate/main.ts', needsBuild: false },
  metrics: { file: 'bench/metrics/main.ts', needsBuild: false },
  scorer: { file: 'bench/scorer/main.ts', needsBuild: false },
  panels: { file: 'bench/panels/main.ts', needsBuild: false },
};

await main(async () => {
  const [name = '', ...options] = process.argv.slice(2);
  if (!Object.hasOwn(BENCHMARKS, name)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { file, needsBuild } = BENCHMARKS[name];
  const node = await prepare({ build: needsBuild });
  return runToItsEnd(node, [join(root, file), ...options]);
});

function runToItsEnd(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    // The terminal's Ctrl-C reaches the benchmark by itself; wait for its clean-up.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

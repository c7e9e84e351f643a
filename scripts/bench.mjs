import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const USAGE = `Usage: npm run bench -- <benchmark> [options]

  gateway   throughput, added latency and CPU of this gateway beside a bare proxy and Portkey's gateway
            --quick            one round of 2 s runs
            --rounds <n>       rounds (3)
            --seconds <n>      length of one run (2)
            --only <a,b>       of floor, pglite, postgres, portkey, shadow (the default of 5 % shadow traffic)
`;
const BENCHMARKS = { gateway: 'bench/gateway/main.ts' };
/** The first version of Node.js that runs TypeScript as it is. */
const TYPES_SINCE = [22, 18];

const root = resolve(import.meta.dirname, '..');
const [name = '', ...options] = process.argv.slice(2);
const file = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : null;
if (file === null) {
  process.stderr.write(USAGE);
  process.exit(2);
}

try {
  const { prepare } = await import('./setup.mjs');
  await prepare({ build: true });
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
}
process.exitCode = await run(nodeForTypes(), [join(root, file), ...options]);

function nodeForTypes() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isNew = major > TYPES_SINCE[0] || (major === TYPES_SINCE[0] && minor >= TYPES_SINCE[1]);
  const bundled = join(root, 'node_modules/.bin/node');
  return isNew || !existsSync(bundled) ? process.execPath : bundled;
}

function run(command, args) {
  // The terminal's Ctrl-C reaches the benchmark itself; wait for its clean-up.
  process.on('SIGINT', () => undefined);
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', fail);
    child.on('exit', (code) => done(code ?? 1));
  });
}

import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrInstallChromium, installPackages } from './lib/chromium.mjs';
import { postgresPrograms, startPostgres } from './lib/postgres.mjs';
import { main, run, step } from './lib/run.mjs';
import { buildDashboard, prepare, root } from './setup.mjs';

/*
 * npm test: everything. npm test -- unit e2e: only these steps; the unit tests of pure code are one more, `pure`.
 */
const bin = (name) => join(root, 'node_modules', name);
/** Where processes keep what they have compiled: the unit tests start several hundred. */
const NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/lrg');

const SHARED_MEMORY = '/dev/shm';

const STATIC = {
  format: ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  types: ['typescript/bin/tsc', '--noEmit'],
  lint: ['eslint/bin/eslint.js', '--max-warnings', '0', '.'],
  imports: [
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    ...['app', 'components', 'lib', 'inngest', 'cli', 'server', 'bench'],
  ],
  deadcode: ['knip/bin/knip.js'],
};

await main(async () => {
  const started = performance.now();
  const chosen = new Set(process.argv.slice(2));
  const wants = (name) => chosen.size === 0 || chosen.has(name);
  const node = await prepare({ build: false });
  const runTool = ([file, ...args], options) => run(node, [bin(file), ...args], { cwd: root, ...options });

  const preparedMs = performance.now() - started;
  const results = [];
  /** Resolves with whether it went well; when it didn't, the step has said why. */
  const check = async (name, action) => {
    const start = performance.now();
    const hasPassed = await action().then(
      () => true,
      () => false,
    );
    results.push({ name, state: hasPassed ? 'passed' : 'failed', ms: performance.now() - start });
    return hasPassed;
  };
  const checkStep = (name, action) => (wants(name) ? check(name, () => step(name, action)) : true);
  const checkStatic = (name, options) =>
    checkStep(name, () => runTool(STATIC[name], { quiet: true, ...options }));
  const checkIfBuilt = async (name, action) => {
    if (await isBuilt) return action(name);
    if (wants(name)) results.push({ name, state: 'not run, as the build failed', ms: 0 });
    return false;
  };

  // Types, and the linter that looks at them, want those that the build generates.
  const isBuilt = wants('e2e') || wants('types') ? check('build', () => buildDashboard(node)) : true;
  const vitest = (project, options) => runTool(['vitest/vitest.mjs', 'run', '--project', project], options);
  const unit = () =>
    inMemory((folder) =>
      withPostgres(folder, (env) => vitest('!pure', { env: { ...env, NODE_COMPILE_CACHE, TMPDIR: folder } })),
    );
  const e2e = async () => {
    const env = { CHROMIUM_PATH: await findOrInstallChromium(), NODE_ENV: 'production' };
    await runTool(['@playwright/test/cli.js', 'test'], { env });
  };
  // Two at a time: that is what two cores carry. Journeys have time limits and wait for much: beside them goes what only
  // reckons, and that after them.
  await Promise.all([
    checkIfBuilt('types', checkStatic),
    (async () => {
      for (const name of ['format', 'imports', 'deadcode']) await checkStatic(name);
      await checkStep('unit', unit);
    })(),
  ]);
  await Promise.all([
    checkIfBuilt('e2e', (name) => checkStep(name, e2e)),
    (async () => {
      await checkIfBuilt('lint', (name) => checkStatic(name, { isPatient: true }));
      const action = () => vitest('pure', { quiet: true });
      if (wants('unit') || wants('pure')) await check('pure', () => step('pure', action));
    })(),
  ]);

  const rows = [
    { name: 'setup', state: '', ms: preparedMs },
    ...results,
    { name: 'everything', state: '', ms: performance.now() - started },
  ];
  console.log();
  for (const { name, state, ms } of rows)
    console.log(`${name.padEnd(10)} ${(ms / 1000).toFixed(1).padStart(6)} s  ${state}`);
  const passed = results.filter(({ state }) => state === 'passed').length;
  console.log(`\n${passed} passed, ${results.length - passed} failed`);
  return passed === results.length ? 0 : 1;
});

/** Runs the action with a folder for databases that nobody needs afterwards: in memory, where there is plenty. */
async function inMemory(action) {
  const isRoomy = (bytes) => bytes > 4 * 1024 ** 3;
  const { bavail, bsize } = existsSync(SHARED_MEMORY) ? statfsSync(SHARED_MEMORY) : { bavail: 0, bsize: 0 };
  const parent = isRoomy(bavail * bsize) && isRoomy(process.availableMemory()) ? SHARED_MEMORY : tmpdir();
  const folder = mkdtempSync(join(parent, 'lrg-tests-'));
  // PostgreSQL runs as another user, and has a folder in here.
  chmodSync(folder, 0o711);
  try {
    return await action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the action with a PostgreSQL to test on, where there is one; the embedded database is tested in any case. */
async function withPostgres(folder, action) {
  if (process.env.TEST_DATABASE_URL) return action({});
  if (!postgresPrograms() && process.env.CI) await installPackages(['postgresql']);
  const programs = postgresPrograms();
  if (!programs) {
    console.log('  PostgreSQL is not installed: testing on the embedded database alone.');
    return action({});
  }
  const postgres = await startPostgres(programs, folder);
  try {
    return await action({ TEST_DATABASE_URL: postgres.url });
  } finally {
    await postgres.stop();
  }
}

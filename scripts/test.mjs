import { join } from 'node:path';
import { findOrInstallChromium, installPackages } from './lib/chromium.mjs';
import { postgresPrograms, startPostgres } from './lib/postgres.mjs';
import { main, run, step } from './lib/run.mjs';
import { prepare, root } from './setup.mjs';

/*
 * npm test: everything. npm test -- unit e2e: only these steps.
 */
const bin = (name) => join(root, 'node_modules', name);

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
  const chosen = new Set(process.argv.slice(2));
  const wants = (name) => chosen.size === 0 || chosen.has(name);
  const node = await prepare({ build: wants('e2e') || wants('types') });
  const runTool = ([file, ...args], options) => run(node, [bin(file), ...args], { cwd: root, ...options });

  let passed = 0;
  let failed = 0;
  const check = async (name, action) => {
    if (!wants(name)) return;
    await step(name, action).then(
      () => (passed += 1),
      () => (failed += 1),
    );
  };
  // Two at a time: that is what two cores carry.
  const names = Object.keys(STATIC);
  await Promise.all(
    [0, 1].map(async (lane) => {
      for (const name of names.filter((_, i) => i % 2 === lane)) {
        await check(name, () => runTool(STATIC[name], { quiet: true }));
      }
    }),
  );
  await check('unit', () => withPostgres((env) => runTool(['vitest/vitest.mjs', 'run'], { env })));
  await check('e2e', async () => {
    const env = { CHROMIUM_PATH: await findOrInstallChromium(), NODE_ENV: 'production' };
    await runTool(['@playwright/test/cli.js', 'test'], { env });
  });
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

/** Runs the action with a PostgreSQL to test on, where there is one; the embedded database is tested in any case. */
async function withPostgres(action) {
  if (process.env.TEST_DATABASE_URL) return action({});
  if (!postgresPrograms() && process.env.CI) await installPackages(['postgresql']);
  const programs = postgresPrograms();
  if (!programs) {
    console.log('  PostgreSQL is not installed: testing on the embedded database alone.');
    return action({});
  }
  const postgres = await startPostgres(programs);
  try {
    return await action({ TEST_DATABASE_URL: postgres.url });
  } finally {
    await postgres.stop();
  }
}

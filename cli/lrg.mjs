#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from '../scripts/setup.mjs';

/*
 * The `lrg` command. This file runs on any supported Node, brings the installation up to date if need be, and hands
 * over to the Node that the application itself runs on.
 */
const node = await prepare({ build: false });
const child = spawn(node, [join(root, 'cli/main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  // What was compiled once needn't be again: a third of a short command's time.
  env: { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/lrg'), ...process.env },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

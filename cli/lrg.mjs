#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from '../scripts/setup.mjs';

/*
 * The `lrg` command. This file runs on any supported Node, brings the installation up to date if need be, and hands
 * over to the Node that the application itself runs on.
 */
const node = await prepare({ build: false });
const child = spawn(node, [join(root, 'cli/main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

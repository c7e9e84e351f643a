import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { main } from './lib/run.mjs';
import { prepare, root } from './setup.mjs';

await main(async () => {
  const node = await prepare({ build: false });
  return new Promise((resolve, reject) => {
    const child = spawn(node, [join(root, 'scripts/seed/main.ts'), ...process.argv.slice(2)], {
      stdio: 'inherit',
    });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
});

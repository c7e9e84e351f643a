import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../setup.mjs';

/** Starts the server as a child that ends with this process. Resolves with its exit code. */
export function serve(node, { args = [], env = {}, onReady, signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [join(root, 'server/main.ts'), ...args], {
      cwd: root,
      // The channel's end tells the server that this process is gone, however it went.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('message', (message) => message === 'ready' && onReady?.());
    signal?.addEventListener('abort', () => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

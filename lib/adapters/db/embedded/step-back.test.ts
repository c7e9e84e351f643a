import { getPriority } from 'node:os';
import { platform } from 'node:process';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

const module = new URL('./step-back.ts', import.meta.url).href;
const SOURCE = `
  const { getPriority } = await import('node:os');
  const { readlinkSync } = await import('node:fs');
  const { parentPort } = await import('node:worker_threads');
  const { stepBack } = await import(${JSON.stringify(module)});
  stepBack();
  parentPort.postMessage(getPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1))));
`;

it.runIf(platform === 'linux')('the thread that calls it steps back, and no other', async () => {
  const before = getPriority();
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(SOURCE)}`));
  const niceness = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  expect(niceness).toBe(Math.max(before, 10));
  expect(getPriority()).toBe(before);
});

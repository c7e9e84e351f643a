import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DataFolderInUseError, lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('lets one in at a time and tells the second what to do', () => {
  const release = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(DataFolderInUseError);
  expect(() => lockFolder(folder)).toThrow(/DATABASE_URL/);
  release();
  lockFolder(folder)();
});

it('takes over from a process that is gone', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid, startTicks: '1' }));
  lockFolder(folder)();
});

it.runIf(process.platform === 'linux')('is not fooled by a process id that is in use again', () => {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, startTicks: '1' }));
  lockFolder(folder)();
});

it('takes over from a lock that was cut off while it was written', () => {
  writeFileSync(join(folder, 'lock'), '{"pi');
  lockFolder(folder)();
});

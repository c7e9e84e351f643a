import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readGitOrigin } from './git-origin.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-git-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

it('knows commit, branch and remote of a working copy, as far as there are any', async () => {
  const none = { commit: null, branch: null, remote: null };
  expect(await readGitOrigin(folder)).toEqual(none);
  expect(await readGitOrigin(join(folder, 'nowhere'))).toEqual(none);
  git('init', '--quiet', '--initial-branch', 'fix/x');
  expect(await readGitOrigin(folder)).toEqual({ ...none, branch: 'fix/x' });
  git('commit', '--quiet', '--allow-empty', '--message', 'first');
  git('remote', 'add', 'origin', 'git@github.com:acme/assistant.git');
  const commit = git('rev-parse', 'HEAD');
  const remote = 'git@github.com:acme/assistant.git';
  expect(await readGitOrigin(folder)).toEqual({ commit, branch: 'fix/x', remote });
  git('checkout', '--quiet', '--detach');
  expect(await readGitOrigin(folder)).toEqual({ commit, branch: null, remote });
});

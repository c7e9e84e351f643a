import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface GitOrigin {
  commit: string | null;
  branch: string | null;
  /** Address of the remote `origin`. */
  remote: string | null;
}

/** What git says about the working copy in a folder; nulls where there is none, or no git. */
export async function readGitOrigin(folder: string): Promise<GitOrigin> {
  const git = (...args: string[]) =>
    run('git', args, { cwd: folder }).then(
      ({ stdout }) => stdout.trim() || null,
      () => null,
    );
  const [commit, branch, remote] = await Promise.all([
    git('rev-parse', '--verify', 'HEAD'),
    git('symbolic-ref', '--quiet', '--short', 'HEAD'),
    git('config', '--get', 'remote.origin.url'),
  ]);
  return { commit, branch, remote };
}

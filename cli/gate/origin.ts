import { readGitOrigin } from '#lib/adapters/git/git-origin.ts';
import { readCiEnvironment } from '#lib/config/ci-environment.ts';
import { repositoryOf } from '#lib/config/ci-origin.ts';
import { runOriginSchema, type RunOrigin } from '#lib/contracts/verdicts.ts';
import type { GateOptions } from './gate-options.ts';

type Given = Pick<GateOptions, 'repository' | 'commit' | 'branch' | 'pullRequest'>;

/** Where the run comes from: as the options say, else as the CI job does, else as git does. Throws on options that are wrong. */
export async function originOf({ repository, commit, branch, pullRequest }: Given): Promise<RunOrigin> {
  const { system, origin } = readCiEnvironment();
  const git = system === null ? await readGitOrigin(process.cwd()) : null;
  const parsed = runOriginSchema.safeParse({
    repository: repository ?? origin.repository ?? (git?.remote ? repositoryOf(git.remote) : null),
    commit: commit ?? origin.commit ?? git?.commit ?? null,
    branch: branch ?? origin.branch ?? git?.branch ?? null,
    pull_request: pullRequest ?? origin.pull_request,
  });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `--${path.join('.').replace('_', '-')}: ${message}`,
  );
  throw new Error(problems.join('\n'));
}

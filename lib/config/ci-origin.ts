import { z } from 'zod';

/** Where a run comes from, as far as it is known; the form of the server's API. */
export interface KnownOrigin {
  repository: string | null;
  commit: string | null;
  branch: string | null;
  pull_request: number | null;
}

export type CiSystem = 'github' | 'gitlab' | 'bitbucket' | 'circleci' | 'jenkins' | 'azure';
export type Variables = Readonly<Record<string, string | undefined>>;

/** Reads one variable. */
export type Read = (name: string) => string | null;
type Guess = { [K in keyof KnownOrigin]: string | number | null };

const MOST_CHARACTERS = 500;

/** The variables by which the systems are known; the first match wins. */
const SYSTEMS: readonly [CiSystem, string, (read: Read, event: unknown) => Guess][] = [
  ['github', 'GITHUB_ACTIONS', fromGitHub],
  ['gitlab', 'GITLAB_CI', fromGitLab],
  ['bitbucket', 'BITBUCKET_BUILD_NUMBER', fromBitbucket],
  ['circleci', 'CIRCLECI', fromCircle],
  ['azure', 'TF_BUILD', fromAzure],
  ['jenkins', 'JENKINS_URL', fromJenkins],
];

/**
 * Which CI system this is, and what it says about commit, branch and pull request.
 *
 * @param event GitHub's event, the content of GITHUB_EVENT_PATH
 */
export function detectOrigin(
  variables: Variables,
  event: unknown = null,
): { system: CiSystem | null; origin: KnownOrigin } {
  const read = reader(variables);
  const found = SYSTEMS.find(([, variable]) => !['', 'false', '0'].includes(read(variable) ?? ''));
  const none = { repository: null, commit: null, branch: null, pull_request: null };
  if (!found) return { system: null, origin: none };
  const [system, , guess] = found;
  return { system, origin: usable(guess(read, event)) };
}

/** Without white space around; empty counts as missing. */
export function reader(variables: Variables): Read {
  return (name) => {
    const value = variables[name]?.trim();
    return value === undefined || value === '' ? null : value;
  };
}

/** What the server would refuse is left out: a run without a branch is better than no run. */
function usable({ repository, commit, branch, pull_request: number }: Guess): KnownOrigin {
  const name = (value: string | number | null) =>
    typeof value === 'string' && value !== '' && value.length <= MOST_CHARACTERS ? value : null;
  const hash = name(commit);
  const pull = Number(number);
  return {
    repository: name(repository),
    commit: hash !== null && /^[0-9a-f]{7,64}$/i.test(hash) ? hash : null,
    branch: name(branch),
    pull_request: Number.isInteger(pull) && pull > 0 && pull < 2 ** 31 ? pull : null,
  };
}

const head = z.object({ sha: z.string().nullish(), ref: z.string().nullish() });
const pullRequest = z.object({ number: z.int(), head: head.nullish() });
const eventSchema = z.object({
  pull_request: pullRequest.nullish().catch(null),
  /** A comment on a pull request is one on an issue that says so. */
  issue: z.object({ number: z.int(), pull_request: z.unknown().optional() }).nullish().catch(null),
  workflow_run: z
    .object({
      head_sha: z.string().nullish(),
      head_branch: z.string().nullish(),
      pull_requests: z.array(pullRequest).nullish(),
    })
    .nullish()
    .catch(null),
});

/** In a pull request GITHUB_SHA is a merge that nobody wrote; the event knows the commit that was pushed. */
function fromGitHub(read: Read, content: unknown): Guess {
  const event = eventSchema.safeParse(content).data ?? {};
  const { pull_request: pull, issue, workflow_run: run } = event;
  const ref = read('GITHUB_REF') ?? '';
  const ofIssue = issue?.pull_request ? issue.number : null;
  return {
    repository: read('GITHUB_REPOSITORY'),
    commit: pull?.head?.sha ?? run?.head_sha ?? read('GITHUB_SHA'),
    branch: read('GITHUB_HEAD_REF') ?? pull?.head?.ref ?? run?.head_branch ?? branchOf(ref),
    pull_request:
      pull?.number ??
      ofIssue ??
      run?.pull_requests?.[0]?.number ??
      /^refs\/pull\/(\d+)\//.exec(ref)?.[1] ??
      null,
  };
}

function fromGitLab(read: Read): Guess {
  return {
    // A merge request of a fork belongs to the project that it wants to change.
    repository: read('CI_MERGE_REQUEST_PROJECT_PATH') ?? read('CI_PROJECT_PATH'),
    // Set in pipelines of merged results, where CI_COMMIT_SHA is a merge that nobody wrote.
    commit: read('CI_MERGE_REQUEST_SOURCE_BRANCH_SHA') ?? read('CI_COMMIT_SHA'),
    branch: read('CI_MERGE_REQUEST_SOURCE_BRANCH_NAME') ?? read('CI_COMMIT_BRANCH'),
    pull_request: read('CI_MERGE_REQUEST_IID'),
  };
}

function fromBitbucket(read: Read): Guess {
  return {
    repository: read('BITBUCKET_REPO_FULL_NAME'),
    commit: read('BITBUCKET_COMMIT'),
    branch: read('BITBUCKET_BRANCH'),
    pull_request: read('BITBUCKET_PR_ID'),
  };
}

function fromCircle(read: Read): Guess {
  const owner = read('CIRCLE_PROJECT_USERNAME');
  const name = read('CIRCLE_PROJECT_REPONAME');
  return {
    repository: owner !== null && name !== null ? `${owner}/${name}` : null,
    commit: read('CIRCLE_SHA1'),
    branch: read('CIRCLE_BRANCH'),
    pull_request:
      read('CIRCLE_PR_NUMBER') ?? /\/(\d+)\/?$/.exec(read('CIRCLE_PULL_REQUEST') ?? '')?.[1] ?? null,
  };
}

function fromAzure(read: Read): Guess {
  return {
    repository: read('BUILD_REPOSITORY_NAME'),
    commit: read('SYSTEM_PULLREQUEST_SOURCECOMMITID') ?? read('BUILD_SOURCEVERSION'),
    branch: branchOf(read('SYSTEM_PULLREQUEST_SOURCEBRANCH') ?? read('BUILD_SOURCEBRANCH') ?? ''),
    pull_request: read('SYSTEM_PULLREQUEST_PULLREQUESTNUMBER') ?? read('SYSTEM_PULLREQUEST_PULLREQUESTID'),
  };
}

function fromJenkins(read: Read): Guess {
  return {
    repository: repositoryOf(read('GIT_URL') ?? ''),
    commit: read('GIT_COMMIT'),
    branch: read('CHANGE_BRANCH') ?? read('GIT_BRANCH')?.replace(/^origin\//, '') ?? null,
    pull_request: read('CHANGE_ID'),
  };
}

/** `refs/heads/main` → `main`; a tag or a merge is no branch. */
function branchOf(ref: string): string | null {
  if (ref.startsWith('refs/heads/')) return ref.slice('refs/heads/'.length);
  return ref === '' || ref.startsWith('refs/') ? null : ref;
}

/** `acme/assistant` of a remote's address, such as git@host:acme/assistant.git; null where there is none. */
export function repositoryOf(address: string): string | null {
  const path = /^(?:[a-z+]+:\/\/[^/]+\/|[^/:]+@?[^/:]*:)(?<path>[^\s?#]+?)(?:\.git)?\/?$/i.exec(
    address.trim(),
  )?.groups?.path;
  return path === undefined || path === '' ? null : path.replace(/^\/+/, '');
}

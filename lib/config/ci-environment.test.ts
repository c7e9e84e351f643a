import { describe, expect, it } from 'vitest';
import { parseCiEnvironment } from './ci-environment.ts';
import { detectOrigin, repositoryOf, type KnownOrigin } from './ci-origin.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const HEAD = 'fedcba9876543210fedcba9876543210fedcba98';
const NONE: KnownOrigin = { repository: null, commit: null, branch: null, pull_request: null };

const github = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/assistant', GITHUB_SHA: SHA };
const gitlab = { GITLAB_CI: 'true', CI_PROJECT_PATH: 'group/sub/assistant', CI_COMMIT_SHA: SHA };

const cases: [string, Record<string, string>, unknown, KnownOrigin][] = [
  [
    'a push on GitHub',
    { ...github, GITHUB_REF: 'refs/heads/feature/x' },
    { ref: 'refs/heads/feature/x' },
    { repository: 'acme/assistant', commit: SHA, branch: 'feature/x', pull_request: null },
  ],
  [
    'a pull request on GitHub: the pushed commit, not the merge',
    { ...github, GITHUB_REF: 'refs/pull/17/merge', GITHUB_HEAD_REF: 'fix' },
    { number: 17, pull_request: { number: 17, head: { sha: HEAD, ref: 'fix' } } },
    { repository: 'acme/assistant', commit: HEAD, branch: 'fix', pull_request: 17 },
  ],
  [
    'a pull request whose event is not readable',
    { ...github, GITHUB_REF: 'refs/pull/17/merge', GITHUB_HEAD_REF: 'fix' },
    null,
    { repository: 'acme/assistant', commit: SHA, branch: 'fix', pull_request: 17 },
  ],
  [
    'a comment on a pull request',
    { ...github, GITHUB_REF: 'refs/heads/main' },
    { issue: { number: 5, pull_request: { url: 'x' } } },
    { repository: 'acme/assistant', commit: SHA, branch: 'main', pull_request: 5 },
  ],
  [
    'a comment on an issue',
    { ...github, GITHUB_REF: 'refs/heads/main' },
    { issue: { number: 5 } },
    { repository: 'acme/assistant', commit: SHA, branch: 'main', pull_request: null },
  ],
  [
    'a workflow after another one',
    { ...github, GITHUB_REF: 'refs/heads/main' },
    { workflow_run: { head_sha: HEAD, head_branch: 'fix', pull_requests: [{ number: 9 }] } },
    { repository: 'acme/assistant', commit: HEAD, branch: 'fix', pull_request: 9 },
  ],
  [
    'a tag on GitHub',
    { ...github, GITHUB_REF: 'refs/tags/v1' },
    { pull_request: 'nonsense', issue: 3, workflow_run: [] },
    { repository: 'acme/assistant', commit: SHA, branch: null, pull_request: null },
  ],
  [
    'a merge request on GitLab',
    {
      ...gitlab,
      CI_MERGE_REQUEST_IID: '4',
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'fix',
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: HEAD,
    },
    null,
    { repository: 'group/sub/assistant', commit: HEAD, branch: 'fix', pull_request: 4 },
  ],
  [
    'a branch on GitLab',
    { ...gitlab, CI_COMMIT_BRANCH: 'main', CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: '' },
    null,
    { repository: 'group/sub/assistant', commit: SHA, branch: 'main', pull_request: null },
  ],
  [
    'Bitbucket',
    {
      BITBUCKET_BUILD_NUMBER: '3',
      BITBUCKET_REPO_FULL_NAME: 'acme/assistant',
      BITBUCKET_COMMIT: SHA,
      BITBUCKET_BRANCH: 'fix',
      BITBUCKET_PR_ID: '8',
    },
    null,
    { repository: 'acme/assistant', commit: SHA, branch: 'fix', pull_request: 8 },
  ],
  [
    'CircleCI',
    {
      CIRCLECI: 'true',
      CIRCLE_PROJECT_USERNAME: 'acme',
      CIRCLE_PROJECT_REPONAME: 'assistant',
      CIRCLE_SHA1: SHA,
      CIRCLE_BRANCH: 'fix',
      CIRCLE_PULL_REQUEST: 'https://github.com/acme/assistant/pull/21',
    },
    null,
    { repository: 'acme/assistant', commit: SHA, branch: 'fix', pull_request: 21 },
  ],
  [
    'Jenkins',
    {
      JENKINS_URL: 'https://ci',
      GIT_URL: 'git@host:acme/assistant.git',
      GIT_COMMIT: SHA,
      GIT_BRANCH: 'origin/fix',
      CHANGE_ID: '2',
    },
    null,
    { repository: 'acme/assistant', commit: SHA, branch: 'fix', pull_request: 2 },
  ],
  [
    'Azure, a pull request',
    {
      TF_BUILD: 'True',
      BUILD_REPOSITORY_NAME: 'acme/assistant',
      BUILD_SOURCEVERSION: SHA,
      BUILD_SOURCEBRANCH: 'refs/pull/6/merge',
      SYSTEM_PULLREQUEST_SOURCECOMMITID: HEAD,
      SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/fix',
      SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: '6',
    },
    null,
    { repository: 'acme/assistant', commit: HEAD, branch: 'fix', pull_request: 6 },
  ],
  ['no CI system', { CI_COMMIT_SHA: SHA, GITHUB_ACTIONS: 'false', GITLAB_CI: ' ' }, null, NONE],
  [
    'values that the server would refuse',
    {
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'x'.repeat(501),
      GITHUB_SHA: 'HEAD',
      GITHUB_HEAD_REF: 'x'.repeat(501),
    },
    { pull_request: { number: -1 } },
    NONE,
  ],
];

describe('detectOrigin', () => {
  it.each(cases)('%s', (_, variables, event, origin) => {
    expect(detectOrigin(variables, event).origin).toEqual(origin);
  });

  it('names the system', () => {
    expect([github, gitlab, {}].map((variables) => detectOrigin(variables).system)).toEqual([
      'github',
      'gitlab',
      null,
    ]);
  });
});

it.each([
  ['https://github.com/acme/assistant.git', 'acme/assistant'],
  ['https://user:secret@gitlab.example/group/sub/assistant', 'group/sub/assistant'],
  ['ssh://git@host:2222/acme/assistant.git', 'acme/assistant'],
  ['git@github.com:acme/assistant.git', 'acme/assistant'],
  ['host:acme/assistant', 'acme/assistant'],
  ['/srv/git/assistant.git', null],
  ['', null],
])('the repository of %s is %s', (address, repository) => {
  expect(repositoryOf(address)).toBe(repository);
});

describe('parseCiEnvironment', () => {
  it('finds forge, job and files of GitHub, Enterprise included', () => {
    const ci = parseCiEnvironment({
      ...github,
      GITHUB_API_URL: 'https://git.acme.example/api/v3',
      GITHUB_SERVER_URL: 'https://git.acme.example',
      GITHUB_RUN_ID: '77',
      GITHUB_TOKEN: ' t ',
      GITHUB_STEP_SUMMARY: '/tmp/summary',
      GITHUB_OUTPUT: '/tmp/output',
    });
    expect(ci).toMatchObject({
      jobUrl: 'https://git.acme.example/acme/assistant/actions/runs/77',
      forge: { kind: 'github', apiUrl: 'https://git.acme.example/api/v3', token: 't' },
      summaryFile: '/tmp/summary',
      outputFile: '/tmp/output',
    });
  });

  it('prefers a token of its own to that of the job on GitLab', () => {
    const job = { ...gitlab, CI_JOB_TOKEN: 'job', CI_JOB_URL: 'https://gitlab/job/1' };
    expect(parseCiEnvironment(job)).toMatchObject({
      jobUrl: 'https://gitlab/job/1',
      forge: { kind: 'gitlab', apiUrl: 'https://gitlab.com/api/v4', token: 'job', isJobToken: true },
    });
    expect(parseCiEnvironment({ ...job, GITLAB_TOKEN: 'own' }).forge).toMatchObject({
      token: 'own',
      isJobToken: false,
    });
  });

  it('knows nothing outside of CI but where GitHub is', () => {
    expect(parseCiEnvironment({ GH_TOKEN: 'mine' })).toEqual({
      system: null,
      origin: NONE,
      jobUrl: null,
      forge: {
        kind: 'github',
        apiUrl: 'https://api.github.com',
        token: 'mine',
        projectUrl: null,
        isJobToken: false,
      },
      summaryFile: null,
      outputFile: null,
    });
  });
});

import { readFileSync } from 'node:fs';
import {
  detectOrigin,
  reader,
  type CiSystem,
  type KnownOrigin,
  type Read,
  type Variables,
} from './ci-origin.ts';

/** Where comments go, and by whose right. */
export interface ForgeAccess {
  kind: 'github' | 'gitlab';
  /** Of the forge's API, such as https://api.github.com. */
  apiUrl: string;
  token: string | null;
  /** Of the project, for people; null where it isn't known. */
  projectUrl: string | null;
  /** GitLab takes its own job's token under another name. */
  isJobToken: boolean;
}

/** What a CI job knows about itself. */
export interface CiEnvironment {
  system: CiSystem | null;
  origin: KnownOrigin;
  /** Of the job, for people. */
  jobUrl: string | null;
  forge: ForgeAccess;
  /** Files by which a job of GitHub Actions shows a summary and sets outputs. */
  summaryFile: string | null;
  outputFile: string | null;
}

/** Reads the process's environment. An event that can't be read counts as none. */
export function readCiEnvironment(): CiEnvironment {
  const file = process.env.GITHUB_EVENT_PATH;
  return parseCiEnvironment(process.env, file ? readEvent(file) : null);
}

/** The same from given variables. */
export function parseCiEnvironment(variables: Variables, event: unknown = null): CiEnvironment {
  const { system, origin } = detectOrigin(variables, event);
  const read = reader(variables);
  return {
    system,
    origin,
    jobUrl: jobUrl(read),
    forge: system === 'gitlab' ? gitLab(read) : gitHub(read),
    summaryFile: read('GITHUB_STEP_SUMMARY'),
    outputFile: read('GITHUB_OUTPUT'),
  };
}

function jobUrl(read: Read): string | null {
  const [server, repository, run] = ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'].map(read);
  if (server && repository && run) return `${server}/${repository}/actions/runs/${run}`;
  return read('CI_JOB_URL');
}

function gitHub(read: Read): ForgeAccess {
  return {
    kind: 'github',
    apiUrl: read('GITHUB_API_URL') ?? 'https://api.github.com',
    token: read('GITHUB_TOKEN') ?? read('GH_TOKEN'),
    projectUrl: null,
    isJobToken: false,
  };
}

function gitLab(read: Read): ForgeAccess {
  const own = read('GITLAB_TOKEN');
  return {
    kind: 'gitlab',
    apiUrl: read('CI_API_V4_URL') ?? 'https://gitlab.com/api/v4',
    token: own ?? read('CI_JOB_TOKEN'),
    projectUrl: read('CI_MERGE_REQUEST_PROJECT_URL') ?? read('CI_PROJECT_URL'),
    isJobToken: own === null,
  };
}

function readEvent(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

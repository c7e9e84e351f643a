import { gitHubComments } from '#lib/adapters/forge/github-comments.ts';
import { gitLabNotes } from '#lib/adapters/forge/gitlab-notes.ts';
import { appendSummary, setOutputs } from '#lib/adapters/files/job-files.ts';
import { readCiEnvironment, type CiEnvironment } from '#lib/config/ci-environment.ts';
import { cutScorecard } from '#lib/domain/comment/cut-scorecard.ts';
import { ForgeError, type CommentForge } from '#lib/domain/comment/forge.ts';
import { marked } from '#lib/domain/comment/marker.ts';
import { publishComment, type PublishedComment } from '#lib/services/comment/publish-comment.ts';
import { sleep } from '#lib/composition/sleep.ts';
import type { CommentOptions } from './comment-options.ts';
import { readScorecard, withLinks, type ScorecardText } from './read-scorecard.ts';

const EXIT = { ok: 0, error: 2 } as const;
const LONG_WAIT_MS = 5_000;

function wait(ms: number): Promise<void> {
  if (ms >= LONG_WAIT_MS) console.error(`Waiting ${Math.ceil(ms / 1_000)} s before the next try.`);
  return sleep(ms, new AbortController().signal);
}

/** Does what `lrg comment` promises; returns the exit code. */
export async function runComment(options: CommentOptions): Promise<number> {
  const scorecard = await readScorecard(options);
  const ci = readCiEnvironment();
  const key = options.key ?? null;
  const markdown = withLinks(scorecard.markdown, {
    commit: ci.origin.commit,
    verdict: options.url ?? null,
    job: ci.jobUrl,
  });
  const target = targetOf(options, ci);
  if (options.dryRun) {
    console.error(`Dry run: ${dryRunText(target)}.`);
    console.log(marked(markdown, key).trimEnd());
    return EXIT.ok;
  }
  if (ci.summaryFile !== null)
    await appendSummary(ci.summaryFile, (mostBytes) =>
      cutScorecard(markdown, mostBytes, (text) => Buffer.byteLength(text)),
    );
  const published = await post(
    target,
    markdown,
    key,
    options.strict || ci.summaryFile === null ? 'Error' : 'Note',
  );
  if (ci.outputFile !== null) await setOutputs(ci.outputFile, outputs(scorecard, published));
  const isMissing = published === null && !('none' in target && target.isExpected);
  return isMissing && options.strict ? EXIT.error : EXIT.ok;
}

type Target =
  | { name: string; open: () => CommentForge }
  /** Why there is nothing to comment on; a push without a pull request is no failure. */
  | { none: string; isExpected: boolean; name?: string };

function dryRunText(target: Target): string {
  if (!('none' in target)) return `the comment would go to ${target.name}`;
  if (target.name === undefined) return `no comment, ${target.none}`;
  return `the comment would go to ${target.name}, but ${target.none}`;
}

function targetOf(options: CommentOptions, { origin, forge, system }: CiEnvironment): Target {
  if (options.summaryOnly) return { none: '--summary-only was given', isExpected: true };
  const repository = options.repository ?? origin.repository;
  const pullRequest = options.pullRequest ?? origin.pull_request;
  if (pullRequest === null) return { none: 'there is no pull request to comment on', isExpected: true };
  if (repository === null)
    return { none: 'the repository is not known: give --repository owner/name', isExpected: false };
  if (system !== null && system !== 'github' && system !== 'gitlab' && forge.token === null)
    return { none: `comments go to GitHub and GitLab alone, this is ${system}`, isExpected: false };
  const { token } = forge;
  const name = `${repository} ${forge.kind === 'gitlab' ? '!' : '#'}${pullRequest}`;
  if (token === null)
    return {
      none: `there is no token: set ${forge.kind === 'gitlab' ? 'GITLAB_TOKEN' : 'GITHUB_TOKEN'}`,
      isExpected: false,
      name,
    };
  const common = {
    ...{ apiUrl: forge.apiUrl, token, repository, pullRequest },
    sleep: wait,
    nowMs: () => Date.now(),
  };
  if (forge.kind === 'github') return { name, open: () => gitHubComments(common) };
  const pageUrl = `${forge.projectUrl ?? ''}/-/merge_requests/${pullRequest}`;
  return { name, open: () => gitLabNotes({ ...common, isJobToken: forge.isJobToken, pageUrl }) };
}

/** Posts the comment; says why not where it can't be, and returns null then. */
async function post(
  target: Target,
  markdown: string,
  key: string | null,
  word: string,
): Promise<PublishedComment | null> {
  if ('none' in target) {
    console.error(`${target.isExpected ? 'No comment' : `${word}: no comment`}: ${target.none}.`);
    return null;
  }
  try {
    const published = await publishComment({ forge: target.open(), sleep: wait }, markdown, key);
    const cut = published.isCut ? ', cut to the length that is allowed' : '';
    console.log(`Comment ${published.action} on ${target.name}${cut}: ${published.url}`);
    return published;
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    console.error(`${word}: the comment on ${target.name} could not be posted: ${error.message}.`);
    if (error.failure === 'forbidden')
      console.error(
        'The job needs "permissions: pull-requests: write"; pull requests from forks have a token that only reads.',
      );
    return null;
  }
}

function outputs({ verdict }: ScorecardText, published: PublishedComment | null): Record<string, string> {
  return {
    ...(verdict ? { verdict: verdict.verdict, run_id: verdict.evidence.current.run_id } : {}),
    ...(published ? { url: published.url } : {}),
  };
}

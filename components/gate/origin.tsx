import { FolderGit2, GitBranch, GitCommitHorizontal, GitPullRequest, type LucideIcon } from 'lucide-react';
import type { VerdictSummary } from '#lib/contracts/verdicts.ts';
import { cn } from '#lib/client/cn.ts';

type Place = Pick<VerdictSummary, 'repository' | 'branch' | 'commit' | 'pull_request'>;

interface OriginProps {
  of: Place;
  className?: string;
}

/** Where a judged run comes from: what is unknown is left out. */
export function Origin({
  of: { repository, branch, commit, pull_request: pullRequest },
  className,
}: OriginProps) {
  return (
    <span
      className={cn('inline-flex max-w-full min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5', className)}
    >
      {repository === null ? null : <Part icon={FolderGit2} name="Repository" text={repository} />}
      {pullRequest === null ? null : (
        <Part icon={GitPullRequest} name="Pull request" text={`#${pullRequest}`} />
      )}
      {branch === null ? null : <Part icon={GitBranch} name="Branch" text={branch} />}
      {commit === null ? null : (
        <Part icon={GitCommitHorizontal} name="Commit" text={commit.slice(0, 8)} title={commit} isCode />
      )}
    </span>
  );
}

/** Whether anything is known of where a run comes from. */
export function hasOrigin({ repository, branch, commit, pull_request: pullRequest }: Place): boolean {
  return [repository, branch, commit, pullRequest].some((part) => part !== null);
}

interface PartProps {
  icon: LucideIcon;
  name: string;
  text: string;
  title?: string;
  isCode?: boolean;
}

function Part({ icon: Icon, name, text, title, isCode = false }: PartProps) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1" title={`${name}: ${title ?? text}`}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="sr-only">{name} </span>
      <bdi className={cn('min-w-0 truncate', isCode && 'font-mono text-xs')}>{text}</bdi>
    </span>
  );
}

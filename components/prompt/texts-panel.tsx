'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { Banner } from '#components/ui/banner.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { promptVersionQuery } from '#lib/client/prompts.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import type { PromptDetail, PromptVersion } from '#lib/contracts/prompts.ts';
import { formatCountOf } from '#lib/view-models/format.ts';
import { hashOfVersion, promptDiff, versionPair } from '#lib/view-models/prompts.ts';
import { DiffPart } from './diff-part.tsx';
import { TEXTS_HEADING } from './texts-heading.ts';
import { VersionSelect } from './version-select.tsx';

/** What one version says, and what it says differently from another. */
export function TextsPanel({ prompt }: { prompt: PromptDetail }) {
  const [params, change] = useUrlState();
  const pair = versionPair(prompt, { after: params.get('version'), before: params.get('before') });
  if (pair === null) return null;
  const { before, after } = pair;
  const choose = (name: 'version' | 'before') => (version: string) =>
    change({ [name]: hashOfVersion(version) }, 'replace');
  return (
    <Panel
      id={TEXTS_HEADING}
      title="Texts"
      description={
        before === null
          ? 'There is one version only. {{prompt}} stands for the caller’s words.'
          : 'What was removed is struck through, what was added is underlined. {{prompt}} stands for the caller’s words.'
      }
      aside={
        before === null ? null : (
          <div className="flex flex-wrap items-center gap-2 text-sm text-muted print:hidden">
            <VersionSelect prompt={prompt} label="Compare" value={before} onChange={choose('before')} />
            with
            <VersionSelect prompt={prompt} label="With" value={after} onChange={choose('version')} />
          </div>
        )
      }
    >
      <Texts name={prompt.name} before={before ?? after} after={after} />
    </Panel>
  );
}

interface TextsProps {
  name: string;
  before: string;
  after: string;
}

function Texts({ name, before, after }: TextsProps) {
  const first = useQuery(promptVersionQuery(name, before));
  const second = useQuery(promptVersionQuery(name, after));
  const failed = [first, second].find(({ error }) => error !== null) ?? second;
  const query = {
    ...failed,
    data: first.data && second.data ? { before: first.data, after: second.data } : undefined,
    refetch: () => void Promise.all([first.refetch(), second.refetch()]),
  };
  return (
    <QueryView query={query} what="the texts" skeleton={<Skeleton className="m-4 h-40" />}>
      {(both) => <Comparison {...both} />}
    </QueryView>
  );
}

function Comparison({ before, after }: { before: PromptVersion; after: PromptVersion }) {
  const isOne = before.version === after.version;
  return (
    <div className="flex flex-col gap-4 border-t border-line p-4">
      {after.warnings.map(({ path, message }) => (
        <Banner key={message} tone="warning">
          <TriangleAlert aria-hidden="true" />
          <p className="min-w-0 wrap-anywhere">
            {hashOfVersion(after.version)}, {path}: {message}
          </p>
        </Banner>
      ))}
      {promptDiff(before, after).map((part) => (
        <DiffPart
          key={part.title}
          part={part}
          names={
            isOne ? null : { before: hashOfVersion(before.version), after: hashOfVersion(after.version) }
          }
        />
      ))}
      <p className="text-xs text-muted">
        {hashOfVersion(after.version)} takes about {formatCountOf(after.tokens, 'token')} of each request,
        beside the caller’s words.
      </p>
    </div>
  );
}

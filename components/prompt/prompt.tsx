'use client';

import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { DetailSkeleton } from '#components/ui/detail-skeleton.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { promptQuery } from '#lib/client/prompts.ts';
import { AliasesPanel } from './aliases-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { PromptHeader } from './prompt-header.tsx';
import { TextsPanel } from './texts-panel.tsx';
import { VersionsPanel } from './versions-panel.tsx';

interface PromptProps {
  name: string;
  /** May move aliases. */
  canWrite: boolean;
}

/** One prompt: its versions, what changed between them, and which of them its aliases name. */
export function Prompt({ name, canWrite }: PromptProps) {
  const query = useQuery(promptQuery(name));
  if (query.error instanceof ApiError && query.error.status === 404) return <NoSuchPrompt />;
  return (
    <QueryView query={query} what="the prompt" skeleton={<DetailSkeleton />}>
      {(prompt) => (
        <div className="flex flex-col gap-4">
          <PromptHeader prompt={prompt} />
          <div className="grid gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
            <VersionsPanel prompt={prompt} />
            <AliasesPanel prompt={prompt} canWrite={canWrite} />
          </div>
          <TextsPanel prompt={prompt} />
          <HistoryPanel history={prompt.history} />
        </div>
      )}
    </QueryView>
  );
}

function NoSuchPrompt() {
  return (
    <EmptyState icon={SearchX} title="There is no such prompt" className="min-h-96">
      <p>The address may be mistyped.</p>
      <Button asChild className="mt-3">
        <Link href="/prompts">See all prompts</Link>
      </Button>
    </EmptyState>
  );
}

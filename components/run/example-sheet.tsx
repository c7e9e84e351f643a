'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { currentUrlParam, useUrlParam } from '#lib/client/use-url-param.ts';
import { stepOfKey } from '#lib/view-models/step-keys.ts';
import { ExampleDetail } from './example-detail.tsx';
import { useExample } from './use-example.ts';
import { useExamples } from './use-examples.ts';

/** The example that the address names with `?example=`, in a sheet. */
export function ExampleSheet({ run }: { run: RunDetail }) {
  const [id, setId] = useUrlParam('example');
  return (
    <Sheet
      isOpen={id !== null}
      onClose={() => setId(null, 'replace')}
      side="right"
      title={id === null ? 'Example' : `Example ${id}`}
      actions={id === null ? null : <Neighbours run={run} id={id} onGo={(next) => setId(next, 'replace')} />}
      className="w-full max-w-4xl"
    >
      {id === null ? null : <Loaded key={id} run={run} id={id} />}
    </Sheet>
  );
}

function Loaded({ run, id }: { run: RunDetail; id: string }) {
  const query = useExample(run.id, id);
  return (
    <div className="flex flex-1 flex-col">
      <QueryView query={query} what="the example" skeleton={<DetailSkeleton />}>
        {(example) => <ExampleDetail run={run} example={example} />}
      </QueryView>
    </div>
  );
}

/** Steps through the list as it is narrowed down and sorted, by buttons, left and right arrow, j and k. */
function Neighbours({ run, id, onGo }: { run: RunDetail; id: string; onGo: (id: string) => void }) {
  const { examples = [], query } = useExamples(run.id);
  const index = examples.findIndex((example) => example.id === id);
  const hasNext = index >= 0 && (index + 1 < examples.length || query.hasNextPage);
  const go = async (step: 1 | -1) => {
    // Of quick steps the next one comes before this is drawn again; the address is ahead of it.
    const shown = currentUrlParam('example');
    const from = examples.findIndex((example) => example.id === shown);
    if (from === -1) return;
    const known = examples[from + step];
    if (known) onGo(known.id);
    if (known || step === -1 || !query.hasNextPage || query.isFetchingNextPage) return;
    const { data } = await query.fetchNextPage();
    const next = data?.pages.flatMap((page) => page.items)[from + 1];
    if (next) onGo(next.id);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const step = stepOfKey(event, 'horizontal');
    if (step !== 0) void go(step);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  if (index === -1) return null;
  return (
    <>
      <span className="mr-1 text-xs text-muted max-sm:hidden" aria-hidden="true">
        <kbd className="rounded-xs border border-line px-1 font-mono">j</kbd>{' '}
        <kbd className="rounded-xs border border-line px-1 font-mono">k</kbd>
      </span>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Previous example"
        aria-keyshortcuts="k ArrowLeft"
        aria-disabled={index === 0}
        onClick={() => void go(-1)}
      >
        <ChevronUp aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Next example"
        aria-keyshortcuts="j ArrowRight"
        aria-disabled={!hasNext}
        onClick={() => void go(1)}
      >
        <ChevronDown aria-hidden="true" />
      </Button>
    </>
  );
}

function DetailSkeleton() {
  return (
    <div className="flex flex-col gap-6 p-4 md:p-6">
      <Skeleton className="h-14 w-full" />
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-56 w-full" />
    </div>
  );
}

'use client';

import { DetailSkeleton } from '#components/ui/detail-skeleton.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { SheetSteps } from '#components/ui/sheet-steps.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { useUrlParam } from '#lib/client/use-url-param.ts';
import type { RunDetail } from '#lib/contracts/runs.ts';
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
      actions={id === null ? null : <Steps run={run} />}
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

function Steps({ run }: { run: RunDetail }) {
  const { query } = useExamples(run.id);
  return (
    <SheetSteps param="example" query={query} previousLabel="Previous example" nextLabel="Next example" />
  );
}

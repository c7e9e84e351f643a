'use client';

import { useQuery } from '@tanstack/react-query';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { promptsQuery } from '#lib/client/prompts.ts';
import { PromptsEmpty } from './prompts-empty.tsx';
import { PromptsTable } from './prompts-table.tsx';

/** Every prompt, and which of its versions is in production. */
export function Prompts() {
  return (
    <Panel
      id="prompts-heading"
      title="Prompts"
      description="Versions never change; an alias such as prod is a name that moves from one to another."
    >
      <QueryView
        query={useQuery(promptsQuery())}
        what="the prompts"
        skeleton={<RowsSkeleton count={3} cells={['h-4 flex-1', 'h-4 w-24', 'h-4 w-32 max-sm:hidden']} />}
      >
        {({ items }) => (items.length === 0 ? <PromptsEmpty /> : <PromptsTable prompts={items} />)}
      </QueryView>
    </Panel>
  );
}

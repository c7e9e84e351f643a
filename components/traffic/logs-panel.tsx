'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Download, MessagesSquare } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListView } from '#components/ui/list-view.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { chatLogsQuery, exportUrl } from '#lib/client/traffic.ts';
import { useUrlParam } from '#lib/client/use-url-param.ts';
import { ColumnMenu } from './column-menu.tsx';
import { DEFAULT_COLUMNS } from './columns.tsx';
import { LogTable } from './log-table.tsx';
import { LookedThrough } from './looked-through.tsx';
import { useTraffic } from './use-traffic.ts';

/** The exchanges themselves; each opens in a sheet. */
export function LogsPanel() {
  const { choice, sorting, clear } = useTraffic();
  const [chosen, setChosen] = useUrlParam('columns');
  const shown = chosen === null ? DEFAULT_COLUMNS : chosen.split(',');
  const query = useInfiniteQuery(chatLogsQuery(choice, sorting));
  const searchedTo = query.data?.pages.at(-1)?.searched_to ?? null;
  const isNarrowed = Object.keys(choice.filters).length > 0;
  return (
    <Panel
      id="logs-heading"
      title="Exchanges"
      description={`Stored requests and answers of ${choice.range.words}`}
      aside={
        <div className="flex flex-wrap gap-2 print:hidden">
          <span className="max-md:hidden">
            <ColumnMenu
              shown={shown}
              onChange={(next) =>
                setChosen(next.join(',') === DEFAULT_COLUMNS.join(',') ? null : next.join(','), 'replace')
              }
            />
          </span>
          {(['csv', 'jsonl'] as const).map((format) => (
            <Button key={format} asChild>
              <a
                href={`/api/chat-logs/export?format=${format}`}
                // The range ends when the link is followed.
                onClick={(event) => (event.currentTarget.href = exportUrl(choice, format))}
                download
              >
                <Download aria-hidden="true" />
                {format.toUpperCase()}
              </a>
            </Button>
          ))}
        </div>
      }
    >
      <ListView
        query={query}
        what="the exchanges"
        skeleton={<RowsSkeleton count={8} cells={['h-4 w-16', 'h-4 flex-1', 'h-4 w-24']} />}
        empty={
          <EmptyState
            icon={MessagesSquare}
            title={
              isNarrowed
                ? searchedTo === null
                  ? 'No exchange matches'
                  : 'No exchange matches so far'
                : 'No traffic yet'
            }
            className="border-t border-line"
          >
            {isNarrowed ? (
              <Button className="mt-3" onClick={clear}>
                Clear all filters
              </Button>
            ) : (
              'Requests to POST /chat and /v1/chat/completions are listed here. Choose a longer time range to see older ones.'
            )}
          </EmptyState>
        }
      >
        {(items, isOld) => <LogTable items={items} shown={shown} isOld={isOld} />}
      </ListView>
      {searchedTo === null ? null : (
        <LookedThrough until={searchedTo}>
          {query.hasNextPage ? 'Load more to look further.' : 'Choose another time range to see others.'}
        </LookedThrough>
      )}
    </Panel>
  );
}

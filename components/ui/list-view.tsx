'use client';

import type { ReactNode } from 'react';
import { itemsOf, type ListQuery } from '#lib/client/list-query.ts';
import { LoadMore } from './load-more.tsx';
import { QueryView } from './query-view.tsx';

interface ListViewProps<T> {
  query: ListQuery<T>;
  /** What is being loaded, such as "the runs". */
  what: string;
  skeleton: ReactNode;
  /** In place of a list without items. */
  empty: ReactNode;
  /** False while not even all items that were loaded are shown. */
  canLoadMore?: boolean;
  /** `isOld`: the items are those of another choice, until the new ones are there. */
  children: (items: T[], isOld: boolean) => ReactNode;
}

/** A list in each of its states, with a button for its next page. A page that fails leaves those before it alone. */
export function ListView<T>({
  query,
  what,
  skeleton,
  empty,
  canLoadMore = true,
  children,
}: ListViewProps<T>) {
  const { data, error, isFetching, refetch, isFetchNextPageError, isPlaceholderData } = query;
  return (
    <>
      <QueryView
        query={{ data: itemsOf(data), error: isFetchNextPageError ? null : error, isFetching, refetch }}
        what={what}
        skeleton={skeleton}
      >
        {(items) => (items.length === 0 ? empty : children(items, isPlaceholderData))}
      </QueryView>
      {query.hasNextPage && canLoadMore ? (
        <LoadMore
          isLoading={query.isFetchingNextPage}
          hasFailed={isFetchNextPageError}
          onPress={() => void query.fetchNextPage()}
        />
      ) : null}
    </>
  );
}

interface Pages<T> {
  pages: readonly { items: readonly T[] }[];
}

/** A list that the API gives page by page, as `useInfiniteQuery` returns it. */
export interface ListQuery<T> {
  data: Pages<T> | undefined;
  error: Error | null;
  isFetching: boolean;
  isPlaceholderData: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  refetch: () => unknown;
  fetchNextPage: () => Promise<{ data: Pages<T> | undefined }>;
}

/** The items of all pages that were loaded; undefined before the first. */
export function itemsOf<T>(data: Pages<T>): T[];
export function itemsOf<T>(data: Pages<T> | undefined): T[] | undefined;
export function itemsOf<T>(data: Pages<T> | undefined): T[] | undefined {
  return data?.pages.flatMap((page) => page.items);
}

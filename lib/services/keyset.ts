import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';

/** A place in a list that is ordered by (time, id): the id tells both. */
export interface KeysetPosition {
  time: Date;
  id: string;
}

/** Reads a cursor, which is the id of the last item seen. Null when it isn't one. */
export function readCursor(cursor: string): KeysetPosition | null {
  const time = timeOfUuid7(cursor);
  return time && { time, id: cursor };
}

/** Cuts one row too many off a page; that row was asked for to know whether there are more. */
export function pageFrom<T extends { id: string }>(
  rows: readonly T[],
  limit: number,
): { items: T[]; next_cursor: string | null } {
  const items = rows.slice(0, limit);
  return { items, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** The option with this name, as an address may hold it; the fallback for anything else. */
export function readChoice<const T extends string>(
  value: string | null,
  options: readonly T[],
  fallback: T,
): T {
  return options.find((option) => option === value) ?? fallback;
}

export type Order = 'asc' | 'desc';

export interface Sorting<Key extends string> {
  sort: Key;
  order: Order;
}

/** The sorting after a press on a column's heading: its first direction, then the other one. */
export function sortingAfter<Key extends string>(
  current: Sorting<Key>,
  pressed: Key,
  first: Order = 'desc',
): Sorting<Key> {
  if (current.sort !== pressed) return { sort: pressed, order: first };
  return { sort: pressed, order: current.order === 'asc' ? 'desc' : 'asc' };
}

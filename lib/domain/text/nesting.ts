/** Whatever walks through a value later, here or in the database, may do so by recursion. */
export const MOST_LEVELS = 100;

/** Whether a JSON value has more levels of arrays and objects than this. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

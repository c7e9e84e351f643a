/**
 * Quantile of ascending values by linear interpolation between order statistics (type 7 of Hyndman and Fan, numpy's
 * default). Null for no values.
 *
 * @param share in [0, 1]
 */
export function quantile(ascending: readonly number[], share: number): number | null {
  const position = (ascending.length - 1) * share;
  const below = ascending[Math.floor(position)];
  const above = ascending[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (position - Math.floor(position));
}

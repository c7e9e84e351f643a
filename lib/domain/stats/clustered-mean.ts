export interface ClusteredMean {
  mean: number;
  /** CR1 standard error; null for fewer than two clusters. */
  se: number | null;
  clusters: number;
  /** Sum of weight × value of each cluster, in order of appearance. */
  sums: number[];
}

export interface ClusteredValue {
  value: number;
  /** Relative weight ≥ 0. */
  weight: number;
  /** Values with the same name belong together; null stands alone. */
  cluster: string | null;
}

/**
 * Weighted mean with the cluster-robust standard error CR1: SE² = G/(G−1) · Σ_g (Σ_{i in g} w_i (x_i − mean))², weights
 * adding up to 1. Without clusters and with equal weights that is sd/√n. Use Student's t with G − 1 degrees of freedom.
 * Null for no values or no weight.
 */
export function clusteredMean(values: readonly ClusteredValue[]): ClusteredMean | null {
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return null;
  const mean = values.reduce((sum, { value, weight }) => sum + value * (weight / total), 0);
  const named = new Map<string, number>();
  const sums: number[] = [];
  const residuals: number[] = [];
  for (const { value, weight, cluster } of values) {
    if (weight === 0) continue;
    const share = weight / total;
    const known = cluster === null ? undefined : named.get(cluster);
    const index = known ?? sums.length;
    if (known === undefined && cluster !== null) named.set(cluster, index);
    sums[index] = (sums[index] ?? 0) + share * value;
    residuals[index] = (residuals[index] ?? 0) + share * (value - mean);
  }
  const clusters = sums.length;
  const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  const se = clusters > 1 ? Math.sqrt((clusters / (clusters - 1)) * squares) : null;
  return { mean, se: se !== null && se < ROUNDING ? 0 : se, clusters, sums };
}

/** A standard error below this is the rounding of equal values. */
const ROUNDING = 1e-12;

export interface LinearFit {
  intercept: number;
  slope: number;
  /** Pearson's correlation; 0 when y never differs. */
  correlation: number;
}

/** Least squares y = intercept + slope · x. Null for fewer than three points, or when x never differs. */
export function linearFit(points: readonly (readonly [x: number, y: number])[]): LinearFit | null {
  const n = points.length;
  if (n < 3) return null;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (const [x, y] of points) {
    xx += (x - meanX) ** 2;
    xy += (x - meanX) * (y - meanY);
    yy += (y - meanY) ** 2;
  }
  if (xx <= ROUNDING) return null;
  const slope = xy / xx;
  return {
    intercept: meanY - slope * meanX,
    slope,
    correlation: yy <= ROUNDING ? 0 : xy / Math.sqrt(xx * yy),
  };
}

const ROUNDING = 1e-18;

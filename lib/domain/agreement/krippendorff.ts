/** What a difference of two ratings costs: any is alike, by ranks, or by the square of the difference. */
export type RatingScale = 'nominal' | 'ordinal' | 'interval';

/** Ratings of several units by code, so that samples of the units are computed fast. */
export interface CodedUnits {
  /** Distinct ratings, ascending and centred on their mean. */
  values: readonly number[];
  /** Units with at least two ratings; each rating as its index in `values`. */
  units: readonly (readonly number[])[];
}

/** Leaves out missing ratings and units with less than two, which say nothing of agreement. RangeError for NaN or infinite. */
export function codeUnits(ratings: readonly (readonly (number | null)[])[]): CodedUnits {
  const units = ratings
    .map((unit) => unit.filter((rating): rating is number => rating !== null))
    .filter((unit) => unit.length > 1);
  const all = units.flat();
  if (!all.every(Number.isFinite)) throw new RangeError('expected finite ratings');
  const distinct = [...new Set(all)].sort((a, b) => a - b);
  const codes = new Map(distinct.map((value, code) => [value, code]));
  const mean = all.reduce((sum, rating) => sum + rating, 0) / Math.max(1, all.length);
  return {
    values: distinct.map((value) => value - mean),
    units: units.map((unit) => unit.map((rating) => codes.get(rating) ?? 0)),
  };
}

/**
 * Krippendorff's alpha 1 − Do/De (2011): 1 full agreement, 0 what chance gives, below 0 less. Any number of raters, missing
 * ratings allowed. Null when no two ratings of a unit are there, or when all ratings are the same.
 *
 * @param ratings of each unit by its raters; null is missing
 */
export function krippendorffAlpha(
  ratings: readonly (readonly (number | null)[])[],
  scale: RatingScale,
): number | null {
  const { values, units } = codeUnits(ratings);
  return alphaOf({ values, units }, scale);
}

/**
 * Alpha of coded units. Disagreement within a unit is the sum over its pairs / (m − 1), expected disagreement that of all
 * pairs / (n − 1); the ordinal distance, cumulative counts less half of both ends, is a difference of middle ranks.
 */
export function alphaOf({ values, units }: CodedUnits, scale: RatingScale): number | null {
  const counts = new Float64Array(values.length);
  let n = 0;
  for (const unit of units)
    for (const code of unit) {
      counts[code] = (counts[code] ?? 0) + 1;
      n += 1;
    }
  if (n < 2) return null;
  const places = scale === 'ordinal' ? middleRanks(counts, n) : values;
  const pairs = scale === 'nominal' ? unequalPairs : (codes: readonly number[]) => squaredGaps(codes, places);
  const within = units.reduce((sum, unit) => sum + pairs(unit) / (unit.length - 1), 0);
  const total = scale === 'nominal' ? n ** 2 - sumOf(counts, (count) => count ** 2) : allGaps(counts, places);
  return total <= ROUNDING * n ** 2 ? null : 1 - (within * (n - 1)) / total;
}

/** What a unit, or several, adds to alpha on the interval scale; those of several are the sums. */
export interface UnitSums {
  /** Ratings. */
  n: number;
  sum: number;
  squares: number;
  /** Disagreement within. */
  within: number;
}

/** A coded unit's part in alpha, so that alphas of thousands of samples of units are sums of parts. */
export function unitSums(codes: readonly number[], values: readonly number[]): UnitSums {
  let [sum, squares] = [0, 0];
  for (const code of codes) {
    const value = values[code] ?? 0;
    sum += value;
    squares += value ** 2;
  }
  const n = codes.length;
  const within = n > 1 ? Math.max(0, 2 * (n * squares - sum ** 2)) / (n - 1) : 0;
  return { n, sum, squares, within };
}

/** The same alpha as `alphaOf` on the interval scale, of sums over units. */
export function alphaOfSums({ n, sum, squares, within }: UnitSums): number | null {
  if (n < 2) return null;
  const total = 2 * (n * squares - sum ** 2);
  return total <= ROUNDING * n ** 2 ? null : 1 - (within * (n - 1)) / total;
}

/** Ordered pairs of different codes. */
function unequalPairs(codes: readonly number[]): number {
  return codes.reduce((sum, code) => sum + codes.filter((other) => other !== code).length, 0);
}

/** Σ over ordered pairs of (x − y)² = 2 (m Σx² − (Σx)²). */
function squaredGaps(codes: readonly number[], places: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  for (const code of codes) {
    const place = places[code] ?? 0;
    sum += place;
    squares += place ** 2;
  }
  return Math.max(0, 2 * (codes.length * squares - sum ** 2));
}

function allGaps(counts: Float64Array, places: ArrayLike<number>): number {
  const n = sumOf(counts, (count) => count);
  const sum = sumOf(counts, (count, code) => count * (places[code] ?? 0));
  return 2 * (n * sumOf(counts, (count, code) => count * (places[code] ?? 0) ** 2) - sum ** 2);
}

/** Rank of the middle of each code's ratings, centred. */
function middleRanks(counts: Float64Array, n: number): Float64Array {
  let below = 0;
  return counts.map((count) => {
    const rank = below + count / 2 - n / 2;
    below += count;
    return rank;
  });
}

function sumOf(counts: Float64Array, term: (count: number, code: number) => number): number {
  let sum = 0;
  counts.forEach((count, code) => (sum += term(count, code)));
  return sum;
}

const ROUNDING = 1e-15;

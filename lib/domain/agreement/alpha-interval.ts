import type { Interval } from '../stats/proportion.ts';
import { quantile } from '../stats/quantile.ts';
import { randomIndex, randomWords } from '../stats/random-words.ts';
import {
  alphaOf,
  alphaOfSums,
  codeUnits,
  unitSums,
  type RatingScale,
  type UnitSums,
} from './krippendorff.ts';

export interface Bootstrap {
  /** The same seed gives the same interval. */
  seed: string;
  /** Two-sided, in (0, 1). */
  confidence?: number;
  resamples?: number;
}

/** Alpha with an interval; the interval is null where alpha is, for very few units, and while nobody ever disagreed. */
export interface AlphaEstimate {
  alpha: number | null;
  interval: Interval | null;
  /** Units with at least two ratings. */
  units: number;
}

/** Fewer can't stand for others: drawing from them again and again only repeats them. */
const FEWEST_UNITS = 10;

/** Krippendorff's alpha with its percentile bootstrap interval over units: too narrow below some 30 units. */
export function alphaWithInterval(
  ratings: readonly (readonly (number | null)[])[],
  scale: RatingScale,
  bootstrap: Bootstrap,
): AlphaEstimate {
  const { values, units } = codeUnits(ratings);
  const alpha = alphaOf({ values, units }, scale);
  if (alpha === null || alpha === 1 || units.length < FEWEST_UNITS)
    return { alpha, interval: null, units: units.length };
  const sums = scale === 'interval' ? columnsOf(units.map((unit) => unitSums(unit, values))) : null;
  const statistic = sums
    ? (drawn: Int32Array) => alphaOfSums(sumDrawn(sums, drawn))
    : (drawn: Int32Array) => alphaOf({ values, units: Array.from(drawn, (i) => units[i] ?? []) }, scale);
  const interval = bootstrapInterval(units.length, statistic, bootstrap);
  return { alpha, interval, units: units.length };
}

/** Parts of units side by side: summing up drawn ones is most of a bootstrap's work. */
type SumColumns = Readonly<Record<keyof UnitSums, Float64Array>>;

function columnsOf(parts: readonly UnitSums[]): SumColumns {
  const column = (name: keyof UnitSums) => Float64Array.from(parts, (part) => part[name]);
  return { n: column('n'), sum: column('sum'), squares: column('squares'), within: column('within') };
}

function sumDrawn(columns: SumColumns, drawn: Int32Array): UnitSums {
  let [n, sum, squares, within] = [0, 0, 0, 0];
  for (const i of drawn) {
    n += columns.n[i] ?? 0;
    sum += columns.sum[i] ?? 0;
    squares += columns.squares[i] ?? 0;
    within += columns.within[i] ?? 0;
  }
  return { n, sum, squares, within };
}

function addSums(a: UnitSums, b: UnitSums): UnitSums {
  return { n: a.n + b.n, sum: a.sum + b.sum, squares: a.squares + b.squares, within: a.within + b.within };
}

export interface JudgeLikeness {
  /** Alpha of the judge with each person, and of people among themselves, on the same items. */
  judge: number | null;
  people: number | null;
  /** Judge − people with its interval; the judge is like one more person when the interval includes 0. */
  difference: number | null;
  interval: Interval | null;
  items: number;
}

/**
 * Does the judge disagree with people more than people do with each other, on the interval scale? Items with labels of at least two people only;
 * the interval is a percentile bootstrap over items. Where people never disagree, there may be no interval.
 */
export function judgeLikeness(
  items: readonly { judge: number; people: readonly number[] }[],
  bootstrap: Bootstrap,
): JudgeLikeness {
  const shared = items.filter(({ people }) => people.length > 1);
  // Coded once, so that drawing items again and again is fast: people's units first, then the judge's with each person.
  const { values, units } = codeUnits([
    ...shared.map(({ people }) => people),
    ...shared.flatMap(({ judge, people }) => people.map((label) => [judge, label])),
  ]);
  const parts = units.map((unit) => unitSums(unit, values));
  let next = shared.length;
  const people = columnsOf(parts.slice(0, next));
  const judge = columnsOf(
    shared.map((item) => {
      next += item.people.length;
      return parts.slice(next - item.people.length, next).reduce(addSums);
    }),
  );
  const alphas = (drawn: Int32Array) => {
    const [ofJudge, ofPeople] = [alphaOfSums(sumDrawn(judge, drawn)), alphaOfSums(sumDrawn(people, drawn))];
    const difference = ofJudge === null || ofPeople === null ? null : ofJudge - ofPeople;
    return { judge: ofJudge, people: ofPeople, difference };
  };
  const found = alphas(Int32Array.from(shared.keys()));
  const interval =
    found.difference === null || shared.length < FEWEST_UNITS
      ? null
      : bootstrapInterval(shared.length, (drawn) => alphas(drawn).difference, bootstrap);
  return { ...found, interval, items: shared.length };
}

/**
 * Percentile bootstrap of a statistic of items that are given by their places; samples where it isn't defined are left out.
 * Null when it never is.
 */
function bootstrapInterval(
  items: number,
  statistic: (drawn: Int32Array) => number | null,
  { seed, confidence = 0.95, resamples = 1_000 }: Bootstrap,
): Interval | null {
  const words = randomWords(seed);
  const found: number[] = [];
  const drawn = new Int32Array(items);
  for (let i = 0; i < resamples; i += 1) {
    for (let k = 0; k < items; k += 1) drawn[k] = randomIndex(words, items);
    const value = statistic(drawn);
    if (value !== null) found.push(value);
  }
  found.sort((a, b) => a - b);
  const low = quantile(found, (1 - confidence) / 2);
  const high = quantile(found, (1 + confidence) / 2);
  return low === null || high === null ? null : { low, high };
}

import type { Interval } from '../stats/proportion.ts';
import { quantile } from '../stats/quantile.ts';
import { randomIndex, randomWords } from '../stats/random-words.ts';
import { alphaOf, codeUnits, type RatingScale } from './krippendorff.ts';

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
  const interval = bootstrapInterval(units, (sample) => alphaOf({ values, units: sample }, scale), bootstrap);
  return { alpha, interval, units: units.length };
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
 * Does the judge disagree with people more than people do with each other? Items with labels of at least two people only;
 * the interval is a percentile bootstrap over items. Where people never disagree, there may be no interval.
 */
export function judgeLikeness(
  items: readonly { judge: number; people: readonly number[] }[],
  scale: RatingScale,
  bootstrap: Bootstrap,
): JudgeLikeness {
  const shared = items.filter(({ people }) => people.length > 1);
  // Coded once, so that drawing items again and again is fast: people's units first, then the judge's with each person.
  const { values, units } = codeUnits([
    ...shared.map(({ people }) => people),
    ...shared.flatMap(({ judge, people }) => people.map((label) => [judge, label])),
  ]);
  let next = shared.length;
  const coded = shared.map(({ people }, i) => {
    next += people.length;
    return { people: units[i] ?? [], judge: units.slice(next - people.length, next) };
  });
  const alphas = (sample: typeof coded) => {
    const judge = alphaOf({ values, units: sample.flatMap((item) => item.judge) }, scale);
    const people = alphaOf({ values, units: sample.map((item) => item.people) }, scale);
    return { judge, people, difference: judge === null || people === null ? null : judge - people };
  };
  const found = alphas(coded);
  const interval =
    found.difference === null || coded.length < FEWEST_UNITS
      ? null
      : bootstrapInterval(coded, (sample) => alphas(sample).difference, bootstrap);
  return { ...found, interval, items: coded.length };
}

/** Percentile bootstrap; samples where the statistic isn't defined are left out. Null when it never is. */
function bootstrapInterval<T>(
  items: readonly T[],
  statistic: (sample: T[]) => number | null,
  { seed, confidence = 0.95, resamples = 1_000 }: Bootstrap,
): Interval | null {
  const words = randomWords(seed);
  const found: number[] = [];
  for (let i = 0; i < resamples; i += 1) {
    const sample: T[] = [];
    while (sample.length < items.length) {
      const item = items[randomIndex(words, items.length)];
      if (item !== undefined) sample.push(item);
    }
    const value = statistic(sample);
    if (value !== null) found.push(value);
  }
  found.sort((a, b) => a - b);
  const low = quantile(found, (1 - confidence) / 2);
  const high = quantile(found, (1 + confidence) / 2);
  return low === null || high === null ? null : { low, high };
}

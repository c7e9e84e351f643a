import { scoreAxis } from './axis.ts';
import { formatScore } from './format.ts';

/** A score in [0, 1] with its interval, null where unknown. */
export interface ForestInput {
  key: string;
  value: number | null;
  low: number | null;
  high: number | null;
}

/** Places are percentages from the left end of the scale. */
export interface UnitMark {
  point: number;
  bar: { left: number; width: number } | null;
}

export interface UnitForest {
  ticks: readonly { place: number; text: string }[];
  marks: ReadonlyMap<string, UnitMark | null>;
}

/** Scores with their intervals on one scale that holds them all. */
export function prepareUnitForest(rows: readonly ForestInput[]): UnitForest {
  const bounds = rows.flatMap(({ value, low, high }) => [value, low, high]).filter((each) => each !== null);
  const { domain, ticks, decimals } = scoreAxis(bounds.map(cut));
  const [from, to] = domain;
  const placeOf = (score: number) => (100 * (cut(score) - from)) / (to - from);
  return {
    ticks: ticks.map((tick) => ({ place: placeOf(tick), text: tick.toFixed(decimals) })),
    marks: new Map(
      rows.map(({ key, value, low, high }) => [
        key,
        value === null
          ? null
          : {
              point: placeOf(value),
              bar:
                low === null || high === null
                  ? null
                  : { left: placeOf(low), width: placeOf(high) - placeOf(low) },
            },
      ]),
    ),
  };
}

/** "0.512 to 0.640", cut to the scale; "not known" without both ends. */
export function scoreIntervalText({ low, high }: { low: number | null; high: number | null }): string {
  return low === null || high === null
    ? 'interval not known'
    : `${formatScore(cut(low))} to ${formatScore(cut(high))}`;
}

function cut(score: number): number {
  return Math.min(1, Math.max(0, score));
}

import type { Agreement } from '#lib/contracts/agreement.ts';
import { formatCountOf } from './format.ts';

export interface ConfusionCell {
  key: string;
  count: number;
  /** Share of the largest count, in [0, 1]. */
  strength: number;
  isSame: boolean;
  words: string;
}

export interface ConfusionTable {
  /** What people gave, from left to right. */
  columns: readonly { key: string; name: string; total: number }[];
  /** What the judge gave, from the top down. */
  rows: readonly { key: string; name: string; cells: readonly ConfusionCell[]; total: number }[];
  total: number;
  /** The diagonal, and what lies above and below it, in words. */
  summary: string;
}

/** Exchanges by the judge's level and people's, 0 to 5. */
export function prepareLevels({ levels }: Pick<Agreement, 'levels'>): ConfusionTable {
  const names = levels.map((_, level) => String(level));
  const summary = (same: number, higher: number, lower: number, total: number) =>
    `Same level on ${same} of ${formatCountOf(total, 'exchange')}; the judge gives more on ${higher}, less on ${lower}.`;
  return prepare(levels, names, summary);
}

/** The same by pass and fail. */
export function prepareVerdicts({ verdicts }: Pick<Agreement, 'verdicts'>): ConfusionTable {
  const counts = [
    [verdicts.both_fail, verdicts.only_people_pass],
    [verdicts.only_judge_passes, verdicts.both_pass],
  ];
  return prepare(
    counts,
    ['fail', 'pass'],
    (same, higher, lower, total) =>
      `Same verdict on ${same} of ${formatCountOf(total, 'exchange')}; only the judge passes ${higher}, only people pass ${lower}.`,
  );
}

function prepare(
  counts: readonly (readonly number[])[],
  names: readonly string[],
  summaryOf: (same: number, higher: number, lower: number, total: number) => string,
): ConfusionTable {
  const largest = Math.max(1, ...counts.flat());
  const sum = (accepts: (i: number, j: number) => boolean) =>
    counts.reduce(
      (total, row, i) => total + row.reduce((part, count, j) => part + (accepts(i, j) ? count : 0), 0),
      0,
    );
  const total = sum(() => true);
  return {
    columns: names.map((name, j) => ({ key: name, name, total: sum((_, column) => column === j) })),
    rows: counts.map((row, i) => ({
      key: names[i] ?? '',
      name: names[i] ?? '',
      total: sum((line) => line === i),
      cells: row.map((count, j) => ({
        key: names[j] ?? '',
        ...{ count, strength: count / largest, isSame: i === j },
        words: `judge ${names[i] ?? ''}, people ${names[j] ?? ''}: ${formatCountOf(count, 'exchange')}`,
      })),
    })),
    total,
    summary: summaryOf(
      sum((i, j) => i === j),
      sum((i, j) => i > j),
      sum((i, j) => i < j),
      total,
    ),
  };
}

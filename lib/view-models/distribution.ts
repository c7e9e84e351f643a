import { formatCountOf } from './format.ts';

/** One bar of a histogram over [0, 1]. */
export interface HistogramBar {
  from: string;
  to: string;
  count: number;
  /** Percentage of the highest bar. */
  height: number;
  words: string;
}

export interface Histogram {
  bars: readonly HistogramBar[];
  total: number;
  summary: string;
}

/** Equal bins from 0 to 1 as bars; the last bin holds 1 too. */
export function prepareHistogram(bins: readonly number[]): Histogram {
  const highest = Math.max(1, ...bins);
  const total = bins.reduce((sum, count) => sum + count, 0);
  const bars = bins.map((count, index) => {
    const from = (index / bins.length).toFixed(1);
    const to = ((index + 1) / bins.length).toFixed(1);
    return {
      from,
      to,
      count,
      height: (100 * count) / highest,
      words: `${from} to ${to}: ${formatCountOf(count, 'example')}`,
    };
  });
  return { bars, total, summary: summaryOf(bars, total) };
}

function summaryOf(bars: readonly HistogramBar[], total: number): string {
  const tallest = bars.reduce<HistogramBar | null>(
    (best, bar) => (best === null || bar.count > best.count ? bar : best),
    null,
  );
  if (tallest === null || total === 0) return 'No example has a score.';
  return `${formatCountOf(total, 'scored example')}; most lie between ${tallest.from} and ${tallest.to}.`;
}

import type { Histogram as HistogramData } from '#lib/view-models/distribution.ts';

/** Draws prepared bins over a scale from 0 to 1. */
export function Histogram({ histogram }: { histogram: HistogramData }) {
  return (
    <figure className="flex min-h-44 flex-1 flex-col px-4 pb-3">
      <figcaption className="sr-only">{histogram.summary}</figcaption>
      <ol className="flex min-h-32 flex-1 gap-1" aria-label="Examples by score">
        {histogram.bars.map((bar) => (
          <li key={bar.from} title={bar.words} className="group flex min-w-0 flex-1 flex-col justify-end">
            <span className="sr-only">{bar.words}</span>
            <span aria-hidden="true" className="text-center text-xs text-muted tabular-nums">
              {bar.count === 0 ? '' : bar.count}
            </span>
            <span
              aria-hidden="true"
              className="rounded-t-sm bg-series-production/75 transition-colors group-hover:bg-series-production"
              style={{
                height: bar.count === 0 ? '1px' : `calc((100% - 1.25rem) * ${bar.height / 100} + 2px)`,
              }}
            />
          </li>
        ))}
      </ol>
      <div aria-hidden="true" className="flex justify-between border-t border-line pt-1 text-xs text-muted">
        {['0', '0.2', '0.4', '0.6', '0.8', '1'].map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
    </figure>
  );
}

import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#lib/client/cn.ts';
import type { FrontierChart, FrontierPoint } from '#lib/view-models/frontier-chart.ts';

/** Draws cost against quality; everything it shows is prepared. Each point says what it is on focus. */
export function FrontierPlot({ chart }: { chart: FrontierChart }) {
  const { points, line, costs, scores } = chart;
  return (
    <figure>
      <p aria-hidden="true" className="mb-2 text-xs text-muted">
        score (0–1)
      </p>
      <div className="relative mr-3 ml-10 h-72">
        {scores.ticks.map(({ place, text }) => (
          <div key={text} aria-hidden="true" className="absolute inset-x-0" style={{ bottom: `${place}%` }}>
            <div className="h-px bg-line" />
            <span className="absolute -left-10 w-8 -translate-y-1/2 text-right text-xs text-muted tabular-nums">
              {text}
            </span>
          </div>
        ))}
        <svg
          aria-hidden="true"
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          <polyline
            points={line.map(({ x, y }) => `${x},${100 - y}`).join(' ')}
            fill="none"
            stroke="var(--accent)"
            strokeWidth={2}
            strokeDasharray="6 4"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <ul aria-label="Runs by cost and quality">
          {points.map((point) => (
            <li key={point.id}>
              <Point point={point} />
            </li>
          ))}
        </ul>
      </div>
      <div aria-hidden="true" className="relative mt-2 mr-3 ml-10 h-4 text-xs text-muted tabular-nums">
        {costs.ticks.map(({ place, text }) => (
          <span key={text} className="absolute -translate-x-1/2" style={{ left: `${place}%` }}>
            {text}
          </span>
        ))}
      </div>
      <figcaption className="mt-1 text-right text-xs text-muted">
        US dollars for 1,000 answers{costs.isLogarithmic ? ', logarithmic scale' : ''}
      </figcaption>
    </figure>
  );
}

function Point({ point }: { point: FrontierPoint }) {
  const { letter, name, x, y, low, high, isOnFrontier, label, words } = point;
  return (
    <>
      {low === null || high === null ? null : (
        <div
          aria-hidden="true"
          className="absolute w-2.5 -translate-x-1/2 border-y-2 border-muted"
          style={{ left: `${x}%`, bottom: `${low}%`, height: `${high - low}%` }}
        >
          <div className="mx-auto h-full w-0.5 bg-muted" />
        </div>
      )}
      <div className="absolute" style={{ left: `${x}%`, bottom: `${y}%` }}>
        <Tooltip text={words}>
          <button
            type="button"
            aria-label={words}
            className="absolute flex size-7 -translate-1/2 items-center justify-center rounded-full"
          >
            <span
              className={cn(
                'size-3 rounded-full border-2',
                isOnFrontier ? 'border-accent bg-accent' : 'border-control bg-surface',
              )}
            />
          </button>
        </Tooltip>
        <span
          aria-hidden="true"
          className={cn(
            'pointer-events-none absolute -top-6 flex max-w-40 items-baseline gap-1 text-xs',
            label === 'left' ? 'right-1.5' : 'left-1.5',
          )}
        >
          <strong className="font-semibold">{letter}</strong>
          {label === 'none' ? null : <span className="truncate text-muted max-sm:hidden">{name}</span>}
        </span>
      </div>
    </>
  );
}

import type { Waterfall } from '#lib/view-models/waterfall.ts';
import { formatCountOf } from '#lib/view-models/format.ts';

/** Colours of services in the order of their appearance; the one for what is bad is left to spans that failed. */
const COLORS = [
  'var(--series-production)',
  'var(--series-shadow)',
  'var(--accent)',
  'var(--positive)',
  'var(--warning)',
  'var(--muted)',
];

/** The colour of the service at this place; beyond six services they begin anew. */
export function serviceColor(index: number): string {
  return COLORS[index % COLORS.length] ?? 'var(--muted)';
}

/** Which colour is which service, and what the tick on a bar is where there is one. */
export function WaterfallLegend({ services, rows }: Waterfall) {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-3 text-xs text-muted">
      {services.map(({ name, spans }, index) => (
        <li key={name} className="flex min-w-0 items-center gap-1.5">
          <span
            aria-hidden="true"
            className="size-2.5 shrink-0 rounded-xs"
            style={{ background: serviceColor(index) }}
          />
          <bdi className="truncate text-text">{name}</bdi>
          <span className="shrink-0 tabular-nums">{formatCountOf(spans, 'span')}</span>
        </li>
      ))}
      {rows.some(({ firstToken }) => firstToken !== null) ? (
        <li className="flex items-center gap-1.5">
          <span aria-hidden="true" className="mx-1 h-3.5 w-0.75 rounded-full bg-text" />
          first token
        </li>
      ) : null}
    </ul>
  );
}

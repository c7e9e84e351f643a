import type { WaterfallRow } from '#lib/view-models/waterfall.ts';
import { serviceColor } from './service-looks.tsx';

const percent = (share: number) => `${100 * share}%`;

/** When a span was: its bar on the axis of its trace, with a tick where the first token came. However short, it is seen. */
export function SpanBar({ row }: { row: WaterfallRow }) {
  return (
    <span aria-hidden="true" className="relative block h-3">
      <span
        className="absolute inset-y-0 min-w-0.75 rounded-xs"
        style={{
          left: `min(${percent(row.offset)}, 100% - 3px)`,
          width: percent(row.width),
          background: serviceColor(row.service),
        }}
      />
      {row.firstToken === null ? null : (
        <span
          title="First token"
          className="absolute -inset-y-0.75 w-0.75 -translate-x-1/2 rounded-full bg-text ring-1 ring-surface"
          style={{ left: percent(row.firstToken) }}
        />
      )}
    </span>
  );
}

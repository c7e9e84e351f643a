import { Badge } from '#components/ui/badge.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RolloutEventItem } from '#lib/contracts/rollouts.ts';
import { prepareRolloutEvent, type RolloutEventLine } from '#lib/view-models/rollout-events.ts';
import { EVENT_COLORS } from './event-looks.ts';

/** Everything that happened, the latest first. */
export function HistoryPanel({ events }: { events: readonly RolloutEventItem[] }) {
  return (
    <Panel id="history-heading" title="History" description="The latest first">
      <ol aria-labelledby="history-heading" className="border-t border-line px-4 py-3">
        {events
          .map(prepareRolloutEvent)
          .reverse()
          .map((line) => (
            <Line key={line.version} line={line} />
          ))}
      </ol>
    </Panel>
  );
}

function Line({ line }: { line: RolloutEventLine }) {
  return (
    <li className="relative flex gap-3 pb-4 before:absolute before:top-6 before:bottom-0 before:left-[11px] before:w-px before:bg-line last:pb-0 last:before:hidden">
      <span
        className="flex size-6 shrink-0 items-center justify-center rounded-full border-2 bg-surface text-xs font-semibold tabular-nums"
        style={{ borderColor: EVENT_COLORS[line.tone] }}
      >
        <span className="sr-only">Line </span>
        {line.version}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <strong className="font-semibold">{line.label}</strong>
          <Badge tone={line.tone}>{line.cause}</Badge>
          {line.change === null ? null : <span className="text-sm tabular-nums">{line.change}</span>}
        </p>
        <p dir="auto" className="text-sm wrap-anywhere">
          {line.reason}
        </p>
        <p className="mt-0.5 text-xs text-muted">
          <RelativeTime timeMs={line.timeMs} /> by <bdi>{line.actor}</bdi>
          {line.afterFirstBad === null ? null : ` · ${line.afterFirstBad} after the first bad request`}
        </p>
      </div>
    </li>
  );
}

import { ArrowDown, ArrowUp, Equal, Minus } from 'lucide-react';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#lib/client/cn.ts';
import type { Finding } from '#lib/view-models/run-comparison.ts';

export const FINDING_ICONS = { better: ArrowUp, worse: ArrowDown, unclear: Equal, unknown: Minus };
export const FINDING_TEXT = {
  better: 'text-positive',
  worse: 'text-negative',
  unclear: 'text-muted',
  unknown: 'text-muted',
};
const FILL = { better: 'bg-positive', worse: 'bg-negative', unclear: 'bg-muted', unknown: 'bg-muted' };

/** A difference with its interval, drawn and written, and whether it is more than noise. */
export function FindingView({ finding }: { finding: Finding }) {
  const { kind, bar } = finding;
  const Icon = FINDING_ICONS[kind];
  return (
    <div className="flex flex-col gap-0.5">
      <p>
        <span className="font-medium">{finding.delta}</span>
        {finding.interval === null ? null : <span className="text-xs text-muted"> ({finding.interval})</span>}
      </p>
      {bar === null ? null : (
        <div aria-hidden="true" className="relative h-4">
          <div className="absolute inset-x-0 top-1/2 h-px bg-line" />
          <div className="absolute inset-y-0 left-1/2 w-px -translate-x-1/2 bg-control" />
          <div
            className={cn(
              'absolute top-1/2 h-1.5 min-w-0.5 -translate-y-1/2 rounded-full opacity-45',
              FILL[kind],
            )}
            style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
          />
          <div
            className={cn(
              'absolute top-1/2 h-3.5 w-0.75 -translate-1/2 rounded-full ring-2 ring-surface',
              FILL[kind],
            )}
            style={{ left: `${bar.mean}%` }}
          />
        </div>
      )}
      <Tooltip text={finding.sentence}>
        <button
          type="button"
          className={cn(
            'flex w-fit cursor-help items-center gap-1 rounded-xs text-left text-xs',
            FINDING_TEXT[kind],
          )}
        >
          <Icon aria-hidden="true" className="size-3.5 shrink-0" />
          {finding.words}
        </button>
      </Tooltip>
    </div>
  );
}

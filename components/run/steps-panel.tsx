import { Timer } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { cn } from '#lib/client/cn.ts';
import type { RunStep } from '#lib/contracts/scores.ts';
import { prepareSteps } from '#lib/view-models/run-steps.ts';

/** What the run did when, on its own time line. */
export function StepsPanel({ steps, className }: { steps: readonly RunStep[]; className?: string }) {
  const rows = prepareSteps(steps);
  return (
    <Panel
      id="steps-heading"
      title="Steps"
      description="When each ran, and for how long"
      className={cn(className)}
    >
      {rows.length === 0 ? (
        <EmptyState icon={Timer} title="No step was recorded" />
      ) : (
        <ol className="flex flex-col gap-3 px-4 pb-4 text-sm">
          {rows.map((row) => (
            <li key={row.name}>
              <div className="flex items-baseline justify-between gap-3">
                <span>{row.name}</span>
                <span className="flex min-w-0 gap-2 text-xs text-muted tabular-nums">
                  {row.metrics.slice(0, 3).map(([name, value]) => (
                    <span key={name} className="truncate">
                      {name} {value}
                    </span>
                  ))}
                  <span className="font-medium whitespace-nowrap text-text">{row.duration}</span>
                </span>
              </div>
              <div aria-hidden="true" className="relative mt-1.5 h-1.5 rounded-full bg-raised">
                <div
                  className="absolute h-full min-w-1 rounded-full bg-accent"
                  style={{ left: `min(${row.left}%, 100% - 4px)`, width: `${row.width}%` }}
                />
              </div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

import { Panel } from '#components/ui/panel.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { cn } from '#lib/client/cn.ts';
import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { prepareRolloutProgress } from '#lib/view-models/rollout-progress.ts';

const STATES = {
  done: { className: 'border-transparent bg-raised text-muted', words: 'done' },
  now: { className: 'border-text bg-text text-page', words: 'now' },
  ahead: { className: 'border-line text-muted', words: 'ahead' },
};

/** How far the present step is, and what comes next. */
export function StepPanel({ rollout }: { rollout: RolloutDetail }) {
  const progress = prepareRolloutProgress(rollout);
  return (
    <Panel id="step-heading" title={`This ${progress.step}`} description={progress.next}>
      <div className="flex flex-col gap-4 px-4 pb-4">
        <div>
          <ProgressBar
            label="Bake time of this step"
            share={progress.share}
            words={progress.words}
            className="h-2"
          />
          <p className="mt-1.5 text-sm tabular-nums">{progress.words}</p>
        </div>
        <ol aria-label="Steps" className="flex flex-wrap gap-1.5">
          {progress.steps.map(({ percentage, state }) => (
            <li
              key={percentage}
              aria-current={state === 'now' ? 'step' : undefined}
              className={cn(
                'rounded-full border px-2 py-0.5 text-xs font-medium tabular-nums',
                STATES[state].className,
              )}
            >
              {percentage}
              <span className="sr-only"> ({STATES[state].words})</span>
            </li>
          ))}
        </ol>
        <p className="text-sm text-muted tabular-nums">In all {progress.elapsed}, pauses not counted.</p>
      </div>
    </Panel>
  );
}

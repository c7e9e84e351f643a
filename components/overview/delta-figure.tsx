import { CircleHelp, Equal, TrendingDown, TrendingUp } from 'lucide-react';
import { IntervalBar } from '#components/charts/interval-bar.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { cn } from '#lib/client/cn.ts';
import type { Overview } from '#lib/contracts/overview.ts';
import { prepareComparison } from '#lib/view-models/comparison.ts';
import { formatDelta } from '#lib/view-models/format.ts';

const LOOKS = {
  better: { tone: 'positive', icon: TrendingUp },
  worse: { tone: 'negative', icon: TrendingDown },
  unclear: { tone: 'neutral', icon: Equal },
  unknown: { tone: 'neutral', icon: CircleHelp },
} as const satisfies Record<string, { tone: Tone; icon: unknown }>;

interface DeltaFigureProps {
  shadow: Overview['shadow'];
  className?: string;
}

/** The mean difference between the candidate and production, how sure it is, and what that means. */
export function DeltaFigure({ shadow, className }: DeltaFigureProps) {
  const { verdict, words, intervalWords, bar } = prepareComparison(shadow);
  const { tone, icon: Icon } = LOOKS[verdict];
  return (
    <div className={cn('bg-surface px-4 py-3.5', className)}>
      <dt className="flex min-h-5 items-center gap-2 text-sm text-muted">
        <span>Delta</span>
        <Badge tone={tone}>
          <Icon aria-hidden="true" />
          {words}
        </Badge>
      </dt>
      <dd className="mt-1 flex max-w-lg items-center gap-5">
        <span className="text-figure font-semibold tracking-tight tabular-nums">
          {formatDelta(shadow.delta_mean)}
        </span>
        {bar ? <IntervalBar bar={bar} verdict={verdict} /> : null}
      </dd>
      <dd className="mt-0.5 text-xs text-muted tabular-nums">
        {intervalWords ?? 'An interval takes two scored evaluations or more.'}
      </dd>
    </div>
  );
}

import { CircleCheck, CirclePause, CircleSlash, LoaderCircle, Undo2, type LucideIcon } from 'lucide-react';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#lib/client/cn.ts';
import type { RolloutStatus } from '#lib/domain/rollout/state.ts';
import { rolloutStatusWords } from '#lib/view-models/rollout-status.ts';

const LOOKS: Record<RolloutStatus, { icon: LucideIcon; tone: Tone }> = {
  running: { icon: LoaderCircle, tone: 'neutral' },
  paused: { icon: CirclePause, tone: 'warning' },
  promoted: { icon: CircleCheck, tone: 'positive' },
  rolled_back: { icon: Undo2, tone: 'negative' },
  aborted: { icon: CircleSlash, tone: 'neutral' },
};

/** A rollout's status; what it means for traffic on hover. */
export function RolloutStatusBadge({ status }: { status: RolloutStatus }) {
  const { icon: Icon, tone } = LOOKS[status];
  const { label, meaning } = rolloutStatusWords(status);
  return (
    <Tooltip text={meaning}>
      <Badge tone={tone}>
        <Icon
          aria-hidden="true"
          className={cn(status === 'running' && 'text-accent motion-safe:animate-spin')}
        />
        {label}
      </Badge>
    </Tooltip>
  );
}

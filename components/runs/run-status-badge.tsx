import {
  Ban,
  CircleCheck,
  CircleSlash,
  CircleX,
  Clock,
  LoaderCircle,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#lib/client/cn.ts';
import type { RunStatus, RunStatusKind } from '#lib/view-models/run-status.ts';

const LOOKS: Record<RunStatusKind, { icon: LucideIcon; tone: Tone }> = {
  queued: { icon: Clock, tone: 'neutral' },
  running: { icon: LoaderCircle, tone: 'neutral' },
  complete: { icon: CircleCheck, tone: 'positive' },
  degraded: { icon: TriangleAlert, tone: 'warning' },
  void: { icon: Ban, tone: 'negative' },
  failed: { icon: CircleX, tone: 'negative' },
  cancelled: { icon: CircleSlash, tone: 'neutral' },
};

/** A run's status; what it means, and why it is so, on hover. */
export function RunStatusBadge({ status }: { status: RunStatus }) {
  const { icon: Icon, tone } = LOOKS[status.kind];
  return (
    <Tooltip text={[status.meaning, ...status.reasons].join(' ')}>
      <Badge tone={tone}>
        <Icon aria-hidden="true" className={cn(status.kind === 'running' && 'animate-spin text-accent')} />
        {status.label}
      </Badge>
    </Tooltip>
  );
}

import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import { cn } from '#lib/client/cn.ts';
import { formatDelta } from '#lib/view-models/format.ts';
import { directionOf } from '#lib/view-models/eval-row.ts';

const LOOKS = {
  up: { icon: ArrowUp, color: 'text-positive' },
  down: { icon: ArrowDown, color: 'text-negative' },
  level: { icon: Minus, color: 'text-muted' },
};

/** A difference with its sign, direction and colour. */
export function DeltaValue({ delta }: { delta: number | null }) {
  if (delta === null) return <span className="text-muted">{formatDelta(null)}</span>;
  const { icon: Icon, color } = LOOKS[directionOf(delta)];
  return (
    <span className={cn('inline-flex items-center gap-1 font-medium whitespace-nowrap tabular-nums', color)}>
      <Icon aria-hidden="true" className="size-3.5" />
      {formatDelta(delta)}
    </span>
  );
}

import { Anchor, FlaskConical } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';

/** Marks the run that others are compared with. */
export function BaselineBadge() {
  return (
    <Tooltip text="The baseline: the latest run in production. New runs are compared with it.">
      <Badge className="bg-accent/12 text-accent">
        <Anchor aria-hidden="true" />
        Baseline
      </Badge>
    </Tooltip>
  );
}

/** Marks a run whose answers are not a model's. */
export function SimulatedBadge() {
  return (
    <Tooltip text="The built-in simulator answered, not a model.">
      <Badge tone="warning">
        <FlaskConical aria-hidden="true" />
        Simulated
      </Badge>
    </Tooltip>
  );
}

/** A tag with its value. */
export function Tag({ name, value }: { name: string; value: string }) {
  return (
    <span
      className="inline-flex max-w-56 min-w-0 items-center gap-1 rounded-sm border border-line px-1.5 text-xs leading-4.5 text-muted"
      title={`${name}: ${value}`}
    >
      <span className="min-w-0 truncate">
        {name}
        {value === '' ? null : <span className="text-text">: {value}</span>}
      </span>
    </span>
  );
}

import { CircleCheck, CircleDashed, CircleX, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import type { HealthTone } from '#lib/view-models/rollout-health.ts';

const ICONS: Record<HealthTone, LucideIcon> = {
  positive: CircleCheck,
  negative: CircleX,
  warning: TriangleAlert,
  neutral: CircleDashed,
};

/** How something stands: never by its colour alone. */
export function ToneBadge({ tone, children }: { tone: HealthTone; children: ReactNode }) {
  const Icon = ICONS[tone];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" />
      {children}
    </Badge>
  );
}

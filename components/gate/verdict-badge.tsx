import { Ban, CircleCheck, CircleHelp, CircleX, type LucideIcon } from 'lucide-react';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { prepareVerdictStatus, type VerdictWord } from '#lib/view-models/verdict-status.ts';

/** How each verdict is drawn everywhere: never by its colour alone. */
export const VERDICT_LOOKS: Record<VerdictWord, { icon: LucideIcon; tone: Tone; color: string }> = {
  pass: { icon: CircleCheck, tone: 'positive', color: 'text-positive' },
  fail: { icon: CircleX, tone: 'negative', color: 'text-negative' },
  inconclusive: { icon: CircleHelp, tone: 'warning', color: 'text-warning' },
  invalid: { icon: Ban, tone: 'warning', color: 'text-warning' },
};

/** A verdict; what it means on hover. */
export function VerdictBadge({ verdict }: { verdict: VerdictWord }) {
  const { label, meaning } = prepareVerdictStatus(verdict);
  const { icon: Icon, tone } = VERDICT_LOOKS[verdict];
  return (
    <Tooltip text={meaning}>
      <Badge tone={tone}>
        <Icon aria-hidden="true" />
        {label}
      </Badge>
    </Tooltip>
  );
}

import {
  CircleDashed,
  CircleHelp,
  CircleMinus,
  Equal,
  ShieldCheck,
  Sparkle,
  TrendingDown,
  TrendingUp,
  type LucideIcon,
} from 'lucide-react';
import { STANDING_COLORS } from '#components/charts/forest-interval.tsx';
import { cn } from '#lib/client/cn.ts';
import type { Standing } from '#lib/view-models/gate-comparison.ts';

const ICONS: Record<Standing, LucideIcon> = {
  worse: TrendingDown,
  lost: CircleMinus,
  open: CircleHelp,
  unknown: CircleDashed,
  same: Equal,
  held: ShieldCheck,
  better: TrendingUp,
  new: Sparkle,
};

/** What a category's figures say, as an icon and a word. */
export function StandingMark({ standing, words }: { standing: Standing; words: string }) {
  const Icon = ICONS[standing];
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1 font-medium whitespace-nowrap',
        STANDING_COLORS[standing].text,
      )}
    >
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      {words}
    </span>
  );
}

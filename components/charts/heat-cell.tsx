import { cn } from '#lib/client/cn.ts';
import type { Heat } from '#lib/view-models/heat.ts';

/** Share of the colour in a cell at the threshold, and what is added at full strength. */
const FAINTEST = 10;
const RANGE = 38;

/** A score as a coloured cell; one below the threshold is underlined too, for those who don't see the colour. */
export function HeatCell({ heat, label }: { heat: Heat; label: string }) {
  const { side, strength, text } = heat;
  return (
    <span
      title={`${label}: ${text}`}
      className={cn(
        'flex h-6 w-9 items-center justify-center rounded-sm text-xs tabular-nums',
        side === 'none' ? 'bg-raised/60 text-muted' : 'text-text',
        side === 'below' && 'font-semibold underline decoration-negative decoration-2 underline-offset-2',
      )}
      {...(side === 'none' ? {} : { style: { background: colorOf(side, strength) } })}
    >
      <span className="sr-only">{label}: </span>
      {text}
    </span>
  );
}

function colorOf(side: 'above' | 'below', strength: number): string {
  const color = side === 'above' ? 'var(--positive)' : 'var(--negative)';
  return `color-mix(in oklab, ${color} ${FAINTEST + RANGE * strength}%, var(--surface))`;
}

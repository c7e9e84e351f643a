export type Side = 'production' | 'shadow';

/** How each side is drawn everywhere; the dashes tell them apart without colour. */
export const SIDES = {
  production: { name: 'Production', color: 'var(--series-production)', dashes: undefined },
  shadow: { name: 'Shadow', color: 'var(--series-shadow)', dashes: '5 3' },
} as const;

/** A piece of a side's line, as in the chart. */
export function Swatch({ side }: { side: Side }) {
  const { color, dashes } = SIDES[side];
  return (
    <svg viewBox="0 0 18 4" aria-hidden="true" className="h-1 w-4.5 shrink-0">
      <path d="M0 2h18" stroke={color} strokeWidth="2.5" strokeDasharray={dashes} />
    </svg>
  );
}

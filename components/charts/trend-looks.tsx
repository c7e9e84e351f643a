/** How the overall score is drawn. */
export const OVERALL_LOOK = { color: 'var(--accent)', dashes: undefined } as const;

const COLORS = [
  'var(--series-production)',
  'var(--series-shadow)',
  'var(--positive)',
  'var(--warning)',
  'var(--control)',
] as const;
const DASHES = ['6 3', '2 2', '8 3 2 3', '4 4', '1 3'] as const;

/** How a category's line is drawn; the dashes tell lines apart without colour. */
export function lineLook(index: number): { color: string; dashes: string } {
  const color = COLORS[index % COLORS.length] ?? 'var(--muted)';
  return { color, dashes: DASHES[(index + Math.floor(index / COLORS.length)) % DASHES.length] ?? '2 2' };
}

/** A piece of a line, as in the chart. */
export function LineSwatch({ color, dashes }: { color: string; dashes: string | undefined }) {
  return (
    <svg viewBox="0 0 18 4" aria-hidden="true" className="h-1 w-4.5 shrink-0">
      <path d="M0 2h18" stroke={color} strokeWidth="2.5" strokeDasharray={dashes} />
    </svg>
  );
}

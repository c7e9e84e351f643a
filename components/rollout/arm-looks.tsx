/** How each side of a rollout is drawn; the dashes tell them apart without colour. */
export const ARMS = {
  canary: { name: 'Candidate', color: 'var(--series-shadow)', dashes: undefined },
  control: { name: 'Control', color: 'var(--series-production)', dashes: '6 3' },
} as const;

/** How each kind of limit is drawn. */
export const LIMITS = {
  comparison: { color: 'var(--warning)', dashes: '8 3 2 3' },
  trigger: { color: 'var(--negative)', dashes: '2 3' },
} as const;

export function ArmSwatch({ arm }: { arm: keyof typeof ARMS }) {
  return <LineSample {...ARMS[arm]} />;
}

/** A piece of a line, as in the chart. */
export function LineSample({ color, dashes }: { color: string; dashes: string | undefined }) {
  return (
    <svg viewBox="0 0 18 4" aria-hidden="true" className="h-1 w-4.5 shrink-0">
      <path d="M0 2h18" stroke={color} strokeWidth="2.5" strokeDasharray={dashes} />
    </svg>
  );
}

import type { Purpose } from '#lib/domain/cost/budget.ts';

/** How each purpose is drawn everywhere. */
export const PURPOSE_COLORS: Readonly<Record<Purpose, string>> = {
  production: 'var(--series-production)',
  shadow: 'var(--series-shadow)',
  judge: 'var(--accent)',
  ci: 'var(--control)',
};

/** A purpose's colour, beside its name. */
export function PurposeSwatch({ purpose }: { purpose: Purpose }) {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-2.5 shrink-0 rounded-xs"
      style={{ background: PURPOSE_COLORS[purpose] }}
    />
  );
}

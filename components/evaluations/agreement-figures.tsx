import type { AgreementFigure } from '#lib/view-models/agreement.ts';

/** Figures of agreement, each with what it says. */
export function AgreementFigures({ figures }: { figures: readonly AgreementFigure[] }) {
  return (
    <dl className="grid gap-x-10 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
      {figures.map(({ key, name, what, value, interval }) => (
        <div key={key}>
          <dt className="text-sm font-medium">{name}</dt>
          <dd className="tabular-nums">
            <span className="text-lg font-semibold">{value}</span>{' '}
            <span className="text-xs text-muted">{interval}</span>
          </dd>
          <dd className="text-xs text-muted">{what}</dd>
        </div>
      ))}
    </dl>
  );
}

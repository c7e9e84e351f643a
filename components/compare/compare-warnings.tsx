import { TriangleAlert } from 'lucide-react';
import { Banner } from '#components/ui/banner.tsx';
import type { ComparedRow } from '#lib/view-models/run-comparison.ts';
import { sentenceCase } from '#lib/view-models/words.ts';

/** What keeps figures from being comparable: signatures that differ, and runs that lack something. */
export function CompareWarnings({ rows }: { rows: readonly ComparedRow[] }) {
  const differing = rows.filter(({ differences }) => differences.length > 0);
  const flawed = rows.filter(({ flaw }) => flaw !== null);
  if (differing.length === 0 && flawed.length === 0) return null;
  return (
    <Banner tone="warning">
      <TriangleAlert aria-hidden="true" />
      <div className="flex min-w-0 flex-col gap-1.5">
        {differing.length === 0 ? null : (
          <>
            <p className="font-medium">
              These runs were not scored the same way, so their differences may come from the scoring.
            </p>
            <ul className="flex flex-col gap-0.5">
              {differing.map(({ letter, name, differences }) => (
                <li key={letter} className="wrap-anywhere">
                  <strong className="font-medium">
                    {letter} ({name}):
                  </strong>{' '}
                  {differences
                    .map(
                      ({ field, baseline, current }) =>
                        `${sentenceCase(field)} ${cut(baseline)} → ${cut(current)}`,
                    )
                    .join('; ')}
                </li>
              ))}
            </ul>
          </>
        )}
        {flawed.map(({ letter, name, flaw }) => (
          <p key={letter} className="wrap-anywhere">
            <strong className="font-medium">
              {letter} ({name}):
            </strong>{' '}
            {flaw}
          </p>
        ))}
      </div>
    </Banner>
  );
}

/** Hashes are told apart by their beginning. */
function cut(value: string): string {
  return value.length > 24 ? `${value.slice(0, 12)}…` : value;
}

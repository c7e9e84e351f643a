import { ScoreMeter } from '#components/charts/score-meter.tsx';
import { SIDES, Swatch, type Side } from '#components/charts/swatch.tsx';
import type { CriterionRow, CriterionVerdict } from '#lib/view-models/criteria.ts';

/** What the judge said of each answer, criterion by criterion. */
export function Criteria({ rows }: { rows: readonly CriterionRow[] }) {
  return (
    <div className="divide-y divide-line rounded-md border border-line">
      {rows.map((row) => (
        <section key={row.id} className="px-3 py-3">
          <h4 className="mb-2 text-sm font-medium">{row.name}</h4>
          <div className="grid gap-x-6 gap-y-3 md:grid-cols-2">
            <Verdict side="production" verdict={row.production} />
            <Verdict side="shadow" verdict={row.shadow} />
          </div>
        </section>
      ))}
    </div>
  );
}

function Verdict({ side, verdict }: { side: Side; verdict: CriterionVerdict | null }) {
  return (
    <div>
      <div className="flex items-center gap-2">
        <Swatch side={side} />
        <span className="sr-only">{SIDES[side].name}:</span>
        {verdict?.score == null ? (
          <span className="text-sm text-muted">{verdict ? 'Does not apply' : 'Not judged'}</span>
        ) : (
          <ScoreMeter score={verdict.score} />
        )}
      </div>
      {verdict?.evidence ? <p className="mt-1 text-sm wrap-anywhere text-muted">{verdict.evidence}</p> : null}
    </div>
  );
}

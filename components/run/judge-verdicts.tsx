import { ScoreMeter } from '#components/charts/score-meter.tsx';
import { Badge } from '#components/ui/badge.tsx';
import type { ScoredAnswer } from '#lib/contracts/scores.ts';
import { prepareJudgeCriteria } from '#lib/view-models/judge-criteria.ts';

/** What the judge said of one answer, criterion by criterion, evidence with every score. */
export function JudgeVerdicts({ samples }: { samples: ScoredAnswer['judge'] }) {
  const criteria = prepareJudgeCriteria(samples);
  if (criteria.length === 0) return null;
  return (
    <div className="border-t border-line px-3 py-2.5">
      <p className="mb-1.5 text-xs font-medium text-muted">
        Judge{samples.length > 1 ? `, ${samples.length} samples` : ''}
      </p>
      <ul aria-label="Judge" className="flex flex-col divide-y divide-line">
        {criteria.map((criterion) => (
          <li
            key={criterion.id}
            className="grid gap-x-6 gap-y-1 py-2 first:pt-0 last:pb-0 sm:grid-cols-[11rem_minmax(0,1fr)]"
          >
            <div>
              <p className="text-sm">{criterion.name}</p>
              {criterion.isFailed ? <Badge tone="negative">required, failed</Badge> : null}
            </div>
            <div className="flex min-w-0 flex-col gap-2">
              {criterion.verdicts.map(({ score, evidence }, index) => (
                <div key={index} className="min-w-0">
                  {score === null ? (
                    <p className="text-sm text-muted">Does not apply</p>
                  ) : (
                    <ScoreMeter score={score} />
                  )}
                  {evidence === '' ? null : (
                    <p dir="auto" className="mt-0.5 text-sm wrap-anywhere text-muted">
                      {evidence}
                    </p>
                  )}
                </div>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

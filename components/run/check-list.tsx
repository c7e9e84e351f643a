import { Check, X } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import type { ScoredAnswer } from '#lib/contracts/scores.ts';
import { sentenceCase } from '#lib/view-models/words.ts';

/** The deterministic checks of one answer, each failed one with its reason. */
export function CheckList({ checks }: { checks: ScoredAnswer['checks'] }) {
  if (checks.length === 0) return null;
  return (
    <div className="border-t border-line px-3 py-2.5">
      <p className="mb-1.5 text-xs font-medium text-muted">Checks</p>
      <ul aria-label="Checks" className="flex flex-col gap-1.5 text-sm">
        {checks.map((check, index) => (
          <li key={index} className="flex items-start gap-2">
            {check.passed ? (
              <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-positive" />
            ) : (
              <X aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-negative" />
            )}
            <div className="min-w-0 flex-1">
              <span className="sr-only">{check.passed ? 'Passed: ' : 'Failed: '}</span>
              {sentenceCase(check.type)}
              {check.failure === null ? null : (
                <p dir="auto" className="wrap-anywhere text-negative">
                  {check.failure}
                </p>
              )}
            </div>
            {check.required ? <Badge tone={check.passed ? 'neutral' : 'negative'}>required</Badge> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

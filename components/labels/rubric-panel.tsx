import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { NextLabel } from '#lib/contracts/evaluations.ts';
import { sentenceCase } from '#lib/view-models/words.ts';

type Criterion = NextLabel['rubric']['criteria'][number];

interface RubricPanelProps {
  rubric: NextLabel['rubric'];
  points: Readonly<Record<string, number>>;
  /** A stored label is not changed here. */
  isFixed: boolean;
  onScore: (id: string, points: number | null) => void;
}

/** The judge's own rubric, with points by criterion for those who want to give them. */
export function RubricPanel({ rubric, points, isFixed, onScore }: RubricPanelProps) {
  return (
    <Panel
      id="rubric-heading"
      title="Rubric"
      description="What the judge is asked too. Points by criterion are optional: give them before the score on the whole."
      className="xl:sticky xl:top-18"
    >
      <div className="divide-y divide-line border-t border-line">
        {rubric.criteria.map((criterion) => (
          <CriterionField
            key={criterion.id}
            criterion={criterion}
            points={points[criterion.id] ?? null}
            isFixed={isFixed}
            onScore={(next) => onScore(criterion.id, next)}
          />
        ))}
      </div>
    </Panel>
  );
}

interface CriterionFieldProps {
  criterion: Criterion;
  points: number | null;
  isFixed: boolean;
  onScore: (points: number | null) => void;
}

function CriterionField({ criterion, points, isFixed, onScore }: CriterionFieldProps) {
  const { id, question, checklist, anchors, required } = criterion;
  return (
    <fieldset
      className="min-w-0 px-4 py-3"
      disabled={isFixed}
      onKeyDown={(event) => {
        if (!/^[0-5]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
        // Within a criterion digits are its points, not the score on the whole.
        event.stopPropagation();
        onScore(Number(event.key));
      }}
    >
      <legend className="float-left mb-0.5 flex w-full items-center gap-2 text-sm font-medium">
        {sentenceCase(id)}
        {required ? <Badge>required</Badge> : null}
      </legend>
      <p className="clear-both text-sm text-muted">{question}</p>
      <div className="mt-2 flex items-center gap-1">
        {anchors.map((anchor, value) => (
          <label
            key={value}
            title={anchor}
            className="flex h-7 w-8 cursor-pointer items-center justify-center rounded-sm border border-line text-sm tabular-nums select-none has-checked:border-accent has-checked:bg-accent/12 has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent has-disabled:cursor-default has-disabled:text-muted"
          >
            <input
              type="radio"
              name={`criterion-${id}`}
              value={value}
              checked={points === value}
              onChange={() => onScore(value)}
              className="sr-only"
            />
            {value}
          </label>
        ))}
        {points === null || isFixed ? null : (
          <Button variant="ghost" className="ml-1 h-7 px-2" onClick={() => onScore(null)}>
            Clear
          </Button>
        )}
      </div>
      {points === null ? null : <p className="mt-1.5 text-xs text-muted">{anchors[points]}</p>}
      <details className="mt-2 text-sm">
        <summary className="cursor-pointer text-xs text-muted hover:text-text">What 0 to 5 mean</summary>
        {checklist.length === 0 ? null : (
          <ul className="mt-1.5 list-disc pl-4 text-xs text-muted">
            {checklist.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        <ol className="mt-1.5 flex flex-col gap-1 text-xs text-muted">
          {anchors.map((anchor, value) => (
            <li key={value} className="flex gap-2">
              <span className="font-medium text-text tabular-nums">{value}</span>
              {anchor}
            </li>
          ))}
        </ol>
      </details>
    </fieldset>
  );
}

import { INPUT } from '#components/ui/field.tsx';
import { cn } from '#lib/client/cn.ts';
import type { Agreement } from '#lib/contracts/agreement.ts';

interface JudgeChoiceProps {
  agreement: Agreement;
  onChoose: (evaluator: string | null, how: 'replace') => void;
}

/** Which judge, with which rubric, is looked at: scores of different ones are never mixed. */
export function JudgeChoice({ agreement: { evaluator, evaluators }, onChoose }: JudgeChoiceProps) {
  if (evaluator === null) return null;
  if (evaluators.length < 2)
    return (
      <p className="max-w-full truncate font-mono text-xs text-muted" title="Judge and rubric">
        {evaluator}
      </p>
    );
  return (
    <select
      aria-label="Judge and rubric"
      value={evaluator}
      onChange={(event) => onChoose(event.target.value, 'replace')}
      className={cn(INPUT, 'h-8 w-auto max-w-full text-sm')}
    >
      {evaluators.map((each) => (
        <option key={each.evaluator} value={each.evaluator}>
          {each.evaluator} ({each.labelled} labelled)
        </option>
      ))}
    </select>
  );
}

'use client';

import { Field, INPUT } from '#components/ui/field.tsx';
import { PLAN_GROUPS } from '#lib/view-models/rollout-plan-fields.ts';

interface PlanFieldsProps {
  values: Readonly<Record<string, string>>;
  errorOf: (path: string) => string | null;
  onChange: (path: string, text: string) => void;
}

/** The numbers of a plan, in groups. */
export function PlanFields({ values, errorOf, onChange }: PlanFieldsProps) {
  return PLAN_GROUPS.map(({ title, explanation, fields }) => (
    <fieldset key={title} className="min-w-0 border-t border-line pt-3">
      <legend className="contents text-sm font-semibold">{title}</legend>
      <p className="mb-2 text-sm text-muted">{explanation}</p>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {fields.map(({ path, label, hint }) => (
          <Field key={path} label={label} hint={hint} error={errorOf(path)}>
            {(tied) => (
              <input
                {...tied}
                value={values[path] ?? ''}
                onChange={(event) => onChange(path, event.target.value)}
                inputMode="decimal"
                autoComplete="off"
                className={INPUT}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  ));
}

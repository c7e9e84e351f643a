'use client';

import { ChevronRight } from 'lucide-react';
import { Field, INPUT } from '#components/ui/field.tsx';
import { PLAN_GROUPS, type PlanFieldGroup } from '#lib/view-models/rollout-plan-fields.ts';

interface PlanFieldsProps {
  values: Readonly<Record<string, string>>;
  errorOf: (path: string) => string | null;
  onChange: (path: string, text: string) => void;
}

/** The numbers of a plan, in groups; those that few people change are folded, unless something is wrong there. */
export function PlanFields(props: PlanFieldsProps) {
  return PLAN_GROUPS.map((group) => (
    <details
      key={group.title}
      open={(group.isMain ?? group.fields.some(({ path }) => props.errorOf(path) !== null)) || undefined}
      className="group min-w-0 border-t border-line pt-3"
    >
      <summary className="flex cursor-pointer list-none items-start gap-2 rounded-xs [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="mt-0.5 size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
        />
        <span className="min-w-0">
          <span className="block text-sm font-semibold">{group.title}</span>
          <span className="block text-sm text-muted">{group.explanation}</span>
        </span>
      </summary>
      <Fields group={group} {...props} />
    </details>
  ));
}

function Fields({ group, values, errorOf, onChange }: PlanFieldsProps & { group: PlanFieldGroup }) {
  return (
    <div role="group" aria-label={group.title} className="mt-2 grid grid-cols-2 gap-3 sm:grid-cols-3">
      {group.fields.map(({ path, label, hint }) => (
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
  );
}

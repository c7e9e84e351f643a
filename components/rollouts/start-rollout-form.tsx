'use client';

import { Rocket } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import { DialogForm } from '#components/ui/dialog-form.tsx';
import { Field, INPUT } from '#components/ui/field.tsx';
import { fieldErrorOf } from '#lib/client/api-error.ts';
import { startRollout } from '#lib/client/rollouts.ts';
import { useRolloutChange } from '#lib/client/use-rollout-change.ts';
import type { Router } from '#lib/contracts/rollouts.ts';
import { readRolloutForm, rolloutFormOf, type RolloutForm } from '#lib/view-models/rollout-form.ts';
import { CandidateFields } from './candidate-fields.tsx';
import { PlanFields } from './plan-fields.tsx';

interface StartRolloutFormProps {
  router: Router;
  model: string | null;
  onClose: () => void;
  onStarted: (id: string) => void;
}

/** The candidate and its plan; the plan begins with what rollout.yaml says. */
export function StartRolloutForm({ router, model, onClose, onStarted }: StartRolloutFormProps) {
  // As it was when the form opened: a refresh must not change what somebody is reading.
  const [defaults] = useState(router.default_plan);
  const [form, setForm] = useState(() => rolloutFormOf(defaults, model));
  const [isTried, setIsTried] = useState(false);
  const start = useRolloutChange(startRollout, ({ id }) => onStarted(id));

  const reading = readRolloutForm(form, defaults);
  const errorOf = (field: string) =>
    (isTried ? reading.errors[field] : undefined) ?? fieldErrorOf(start.error, field);
  const change = (changes: Partial<RolloutForm>) => setForm({ ...form, ...changes });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsTried(true);
    if (reading.request && !start.isPending) start.mutate(reading.request);
  };
  return (
    <DialogForm
      onSubmit={submit}
      onClose={onClose}
      error={start.error}
      isPending={start.isPending}
      submitLabel={
        <>
          <Rocket aria-hidden="true" />
          {start.isPending ? 'Starting…' : 'Start rollout'}
        </>
      }
    >
      <CandidateFields form={form} production={router.production.model} errorOf={errorOf} onChange={change} />
      <Field label="Reason" hint="For the history; may be left empty" error={errorOf('reason')}>
        {(tied) => (
          <input
            {...tied}
            value={form.reason}
            onChange={(event) => change({ reason: event.target.value })}
            maxLength={500}
            dir="auto"
            autoComplete="off"
            placeholder="Half the cost at the same quality"
            className={INPUT}
          />
        )}
      </Field>
      <PlanFields
        values={form.plan}
        errorOf={(path) => errorOf(`plan.${path}`)}
        onChange={(path, text) => change({ plan: { ...form.plan, [path]: text } })}
      />
      {reading.preview === null ? null : (
        <p className="rounded-md bg-raised px-3 py-2 text-sm tabular-nums">{reading.preview}</p>
      )}
    </DialogForm>
  );
}

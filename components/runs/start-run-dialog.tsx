'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useId, useState, type SubmitEvent } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { DialogForm } from '#components/ui/dialog-form.tsx';
import { Field, INPUT } from '#components/ui/field.tsx';
import { fieldErrorOf } from '#lib/client/api-error.ts';
import { startRun } from '#lib/client/runs.ts';
import { readStartForm, type StartForm } from '#lib/view-models/start-form.ts';
import { useRunSettings } from './run-settings.tsx';

const EMPTY: StartForm = { model: '', prompt: '', repeats: '', sample: '', limit: '', tags: '' };

/** Starts a run on the server, and goes to its page. What is left empty is as configured. */
export function StartRunDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Start a run"
      description="It runs on the server in the background. What you leave empty is taken from the configuration."
    >
      <StartRunForm onClose={onClose} />
    </Dialog>
  );
}

function StartRunForm({ onClose }: { onClose: () => void }) {
  const { currentModel, promptVersion, models, repeats } = useRunSettings();
  const [form, setForm] = useState(EMPTY);
  const [isTried, setIsTried] = useState(false);
  const listId = useId();
  const router = useRouter();
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: startRun,
    onSuccess: async (id) => {
      await queryClient.invalidateQueries({ queryKey: ['runs'] });
      onClose();
      router.push(`/runs/${id}`);
    },
  });

  const reading = readStartForm(form);
  const errorOf = (field: keyof StartForm) =>
    (isTried ? reading.errors[field] : undefined) ?? fieldErrorOf(mutation.error, field);
  const bind = (field: keyof StartForm) => ({
    value: form[field],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [field]: event.target.value }),
    className: INPUT,
    autoComplete: 'off',
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsTried(true);
    if (reading.request && !mutation.isPending) mutation.mutate(reading.request);
  };
  return (
    <DialogForm
      onSubmit={submit}
      onClose={onClose}
      error={mutation.error}
      isPending={mutation.isPending}
      submitLabel={
        <>
          <Play aria-hidden="true" />
          {mutation.isPending ? 'Starting…' : 'Start run'}
        </>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Model" hint="One of the configured ones, or any name" error={errorOf('model')}>
          {(tied) => <input {...tied} {...bind('model')} list={listId} placeholder={currentModel} />}
        </Field>
        <datalist id={listId}>
          {models.map((model) => (
            <option key={model} value={model} />
          ))}
        </datalist>
        <Field label="Prompt version" error={errorOf('prompt')}>
          {(tied) => <input {...tied} {...bind('prompt')} placeholder={promptVersion ?? 'none'} />}
        </Field>
      </div>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
        <Field label="Answers each" hint="1 to 100" error={errorOf('repeats')}>
          {(tied) => (
            <input {...tied} {...bind('repeats')} inputMode="numeric" placeholder={String(repeats)} />
          )}
        </Field>
        <Field label="Share" hint="Of every category, %" error={errorOf('sample')}>
          {(tied) => <input {...tied} {...bind('sample')} inputMode="decimal" placeholder="100" />}
        </Field>
        <Field label="At most" hint="Examples" error={errorOf('limit')}>
          {(tied) => <input {...tied} {...bind('limit')} inputMode="numeric" placeholder="all" />}
        </Field>
      </div>
      <Field label="Tags" hint="One a line: name=value" error={errorOf('tags')}>
        {(tied) => (
          <textarea
            {...tied}
            {...bind('tags')}
            rows={2}
            spellCheck={false}
            placeholder="purpose=before the release"
            className={`${INPUT} h-auto py-1.5 font-mono text-sm`}
          />
        )}
      </Field>
    </DialogForm>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Field, INPUT } from '#components/ui/field.tsx';
import { promptQuery, promptsQuery } from '#lib/client/prompts.ts';
import { candidateVersions, type RolloutForm } from '#lib/view-models/rollout-form.ts';
import { useRolloutSettings } from './rollout-settings.tsx';

interface CandidateFieldsProps {
  form: RolloutForm;
  /** Serves production now. */
  production: string;
  errorOf: (field: string) => string | null;
  onChange: (changes: Partial<RolloutForm>) => void;
}

/** What is rolled out: a model, a prompt version, or both. */
export function CandidateFields({ form, production, errorOf, onChange }: CandidateFieldsProps) {
  const { models } = useRolloutSettings();
  const listId = useId();
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field label="Candidate model" error={errorOf('candidate.model') ?? errorOf('candidate')}>
        {(tied) => (
          <>
            {/* Any name may be a model: one that models.yaml doesn't list goes to the default upstream. */}
            <input
              {...tied}
              list={listId}
              value={form.model}
              onChange={(event) => onChange({ model: event.target.value })}
              placeholder={`As in production (${production})`}
              maxLength={256}
              autoComplete="off"
              spellCheck={false}
              className={INPUT}
            />
            <datalist id={listId}>
              {models
                .filter((model) => model !== production)
                .map((model) => (
                  <option key={model} value={model} />
                ))}
            </datalist>
          </>
        )}
      </Field>
      <PromptFields form={form} errorOf={errorOf} onChange={onChange} />
    </div>
  );
}

function PromptFields({ form, errorOf, onChange }: Omit<CandidateFieldsProps, 'production'>) {
  const { data: prompts } = useQuery(promptsQuery());
  const { data: prompt } = useQuery({ ...promptQuery(form.promptName), enabled: form.promptName !== '' });
  const hasNone = prompts?.items.length === 0;
  const versions = form.promptName === '' ? [] : candidateVersions(prompt);
  return (
    <>
      <Field
        label="Prompt"
        hint={hasNone ? 'None is registered' : 'Left out, prompts stay'}
        error={errorOf('candidate.prompt.name') ?? errorOf('candidate.prompt')}
      >
        {(tied) => (
          <select
            {...tied}
            value={form.promptName}
            onChange={(event) => onChange({ promptName: event.target.value, promptVersion: '' })}
            className={INPUT}
          >
            <option value="">As in production</option>
            {prompts?.items.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Prompt version" error={errorOf('candidate.prompt.version')}>
        {(tied) => (
          <select
            {...tied}
            value={form.promptVersion}
            disabled={form.promptName === ''}
            onChange={(event) => onChange({ promptVersion: event.target.value })}
            className={INPUT}
          >
            <option value="">{form.promptName === '' ? 'No prompt chosen' : 'Choose a version'}</option>
            {versions.map(({ version, label }) => (
              <option key={version} value={version}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

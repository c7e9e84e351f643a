'use client';

import { useQuery } from '@tanstack/react-query';
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
  const known = models.filter((model) => model !== production);
  // A link may name a model that models.yaml doesn't list; production itself can't be a candidate.
  const options = form.model === '' || known.includes(form.model) ? known : [form.model, ...known];
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field label="Candidate model" error={errorOf('candidate.model') ?? errorOf('candidate')}>
        {(tied) => (
          <select
            {...tied}
            value={form.model}
            onChange={(event) => onChange({ model: event.target.value })}
            className={INPUT}
          >
            <option value="">As in production ({production})</option>
            {options.map((model) => (
              <option key={model} value={model}>
                {model}
              </option>
            ))}
          </select>
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

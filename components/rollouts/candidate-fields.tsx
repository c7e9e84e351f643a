'use client';

import { Field, INPUT } from '#components/ui/field.tsx';
import type { RolloutForm } from '#lib/view-models/rollout-form.ts';
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
      <Field
        label="Prompt"
        hint="Empty: prompts stay"
        error={errorOf('candidate.prompt.name') ?? errorOf('candidate.prompt')}
      >
        {(tied) => (
          <input
            {...tied}
            value={form.promptName}
            onChange={(event) => onChange({ promptName: event.target.value })}
            autoComplete="off"
            className={INPUT}
          />
        )}
      </Field>
      <Field label="Prompt version" hint="As name@hash" error={errorOf('candidate.prompt.version')}>
        {(tied) => (
          <input
            {...tied}
            value={form.promptVersion}
            onChange={(event) => onChange({ promptVersion: event.target.value })}
            autoComplete="off"
            className={INPUT}
          />
        )}
      </Field>
    </div>
  );
}

'use client';

import { useState, type SubmitEvent } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { DialogForm } from '#components/ui/dialog-form.tsx';
import { Field, INPUT } from '#components/ui/field.tsx';
import { fieldErrorOf } from '#lib/client/api-error.ts';
import { createApiKey } from '#lib/client/settings.ts';
import { SCOPES, type Scope } from '#lib/domain/access/scopes.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { useSettingsChange } from './use-settings-change.ts';

const MEANINGS: Record<Scope, string> = {
  'chat:write': 'Send prompts: /chat, /v1, and feedback on answers',
  'ci:write': 'Start, upload, tag and promote runs; ask the gate for verdicts',
  read: 'Read everything on the dashboard, the texts of traffic included',
  admin: 'Everything, keys and users included',
};

/** Makes an API key, and shows it once. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [isTried, setIsTried] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const change = useSettingsChange('api-keys', createApiKey, ({ key }) => setSecret(key));
  if (secret !== null) {
    return (
      <SecretDialog
        title="The key is made"
        secret={secret}
        copyLabel="Copy the key"
        hint="It works from this moment on, until it is revoked."
        onClose={onClose}
      />
    );
  }
  const nameError = isTried && name.trim() === '' ? 'expected a name' : fieldErrorOf(change.error, 'name');
  const scopesError = isTried && scopes.length === 0 ? 'expected at least one' : null;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsTried(true);
    if (name.trim() !== '' && scopes.length > 0 && !change.isPending) change.mutate({ name, scopes });
  };
  const toggle = (scope: Scope, isOn: boolean) =>
    setScopes(SCOPES.filter((one) => (one === scope ? isOn : scopes.includes(one))));
  return (
    <Dialog isOpen onClose={onClose} title="Create an API key" description="One for each program is best.">
      <DialogForm
        onSubmit={submit}
        onClose={onClose}
        error={change.error}
        isPending={change.isPending}
        submitLabel={change.isPending ? 'Creating…' : 'Create key'}
      >
        <Field label="Name" hint="What it is for, such as production chat" error={nameError}>
          {(tied) => (
            <input
              {...tied}
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={100}
              autoComplete="off"
              className={INPUT}
            />
          )}
        </Field>
        <fieldset>
          <legend className="mb-1 text-sm font-medium">Scopes</legend>
          <div className="flex flex-col gap-2">
            {SCOPES.map((scope) => (
              <label key={scope} className="flex items-start gap-2.5 text-sm">
                <input
                  type="checkbox"
                  checked={scopes.includes(scope)}
                  onChange={(event) => toggle(scope, event.target.checked)}
                  className="mt-0.5 size-4 accent-text"
                />
                <span>
                  <span className="font-mono">{scope}</span>
                  <span className="block text-xs text-muted">{MEANINGS[scope]}</span>
                </span>
              </label>
            ))}
          </div>
          {scopesError === null ? null : (
            <p role="alert" className="mt-1 text-xs text-negative">
              {scopesError}
            </p>
          )}
        </fieldset>
      </DialogForm>
    </Dialog>
  );
}

'use client';

import { useState, type SubmitEvent } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { DialogForm } from '#components/ui/dialog-form.tsx';
import { Field, INPUT } from '#components/ui/field.tsx';
import { fieldErrorOf } from '#lib/client/api-error.ts';
import { inviteUser } from '#lib/client/settings.ts';
import { ROLES, type Role } from '#lib/domain/access/scopes.ts';
import { NewLink } from './user-dialogs.tsx';
import { useSettingsChange } from './use-settings-change.ts';

/** Invites somebody by a one-time link. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [isTried, setIsTried] = useState(false);
  const [path, setPath] = useState<string | null>(null);
  const change = useSettingsChange('users', inviteUser, (link) => setPath(link.path));
  if (path !== null) return <NewLink path={path} email={email} onClose={onClose} />;
  const isEmpty = email.trim() === '';
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsTried(true);
    if (!isEmpty && !change.isPending) change.mutate({ email: email.trim(), role });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Invite somebody"
      description="You get a link to send them. Where sign-in with GitHub or a company account is set up, they can use that too."
    >
      <DialogForm
        onSubmit={submit}
        onClose={onClose}
        error={change.error}
        isPending={change.isPending}
        submitLabel={change.isPending ? 'Inviting…' : 'Invite'}
      >
        <Field
          label="E-mail"
          error={isTried && isEmpty ? 'expected an e-mail address' : fieldErrorOf(change.error, 'email')}
        >
          {(tied) => (
            <input
              {...tied}
              type="email"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              maxLength={320}
              autoComplete="off"
              className={INPUT}
            />
          )}
        </Field>
        <Field label="Role" hint="Can be changed at any time">
          {(tied) => (
            <select
              {...tied}
              value={role}
              onChange={(event) => setRole(event.target.value as Role)}
              className={INPUT}
            >
              {ROLES.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}

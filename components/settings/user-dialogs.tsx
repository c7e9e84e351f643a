'use client';

import { useState } from 'react';
import { ConfirmDialog } from '#components/run/confirm-dialog.tsx';
import { removeUser, renewSignInLink } from '#lib/client/settings.ts';
import type { UserItem } from '#lib/contracts/users.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { useSettingsChange } from './use-settings-change.ts';

interface UserDialogProps {
  user: UserItem;
  onClose: () => void;
}

/** Asks before an account is removed. */
export function RemoveUserDialog({ user, isOneself, onClose }: UserDialogProps & { isOneself: boolean }) {
  const change = useSettingsChange('users', () => removeUser(user.id), onClose);
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={isOneself ? 'Remove your own account?' : 'Remove this account?'}
      confirm={change.isPending ? 'Removing…' : 'Remove account'}
      dismiss="Keep it"
      error={change.error}
      onConfirm={() => (change.isPending ? undefined : change.mutate(undefined))}
    >
      <p>
        <strong className="font-medium wrap-anywhere text-text">{user.email}</strong> is signed out everywhere
        at once and can&apos;t come back without a new invitation, or an address in an allowed domain. API
        keys that they made go on working: revoke them under API keys.
      </p>
    </ConfirmDialog>
  );
}

/** Makes a new one-time link for somebody, after a question, because the old one ends. */
export function LinkDialog({ user, onClose }: UserDialogProps) {
  const [path, setPath] = useState<string | null>(null);
  const change = useSettingsChange(
    'users',
    () => renewSignInLink(user.id),
    (link) => setPath(link.path),
  );
  if (path !== null) return <NewLink path={path} email={user.email} onClose={onClose} />;
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Make a new sign-in link?"
      confirm={change.isPending ? 'Making it…' : 'Make link'}
      error={change.error}
      onConfirm={() => (change.isPending ? undefined : change.mutate(undefined))}
    >
      <p>
        Whoever opens it is signed in as{' '}
        <strong className="font-medium wrap-anywhere text-text">{user.email}</strong> and can choose a
        password. An earlier link that was not used stops working.
      </p>
    </ConfirmDialog>
  );
}

/** A one-time link, to be passed on. */
export function NewLink({ path, email, onClose }: { path: string; email: string; onClose: () => void }) {
  return (
    <SecretDialog
      title="Send this link"
      secret={window.location.origin + path}
      copyLabel="Copy the link"
      hint={`It signs ${email} in once, within a week. Send it on a way that only they can read.`}
      onClose={onClose}
    />
  );
}

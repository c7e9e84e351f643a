import type { Metadata } from 'next';
import { OwnPasswordForm } from '#components/settings/password-form.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { getApplication } from '#lib/composition/running.ts';
import { requireSession } from '#lib/composition/session.ts';
import { hasPassword } from '#lib/services/users/set-password.ts';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const { user } = await requireSession();
  const { ctx } = await getApplication();
  const isChange = await hasPassword(ctx, user.id);
  return (
    <Panel
      id="password-heading"
      title={isChange ? 'Change your password' : 'Choose a password'}
      description={`You are signed in as ${user.email} (${user.role}).${isChange ? '' : ' With a password you can come back when this session ends.'}`}
    >
      <OwnPasswordForm hasPassword={isChange} email={user.email} />
    </Panel>
  );
}

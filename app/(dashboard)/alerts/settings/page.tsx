import type { Metadata } from 'next';
import { AlertSettings } from '#components/alerts/settings/alert-settings.tsx';
import { requireSession } from '#lib/composition/session.ts';
import { covers, scopesOfRole } from '#lib/domain/access/scopes.ts';

export const metadata: Metadata = { title: 'Alert rules and channels' };

export default async function AlertSettingsPage() {
  const { user } = await requireSession();
  const scopes = scopesOfRole(user.role);
  return <AlertSettings canWrite={covers(scopes, 'ci:write')} isAdmin={covers(scopes, 'admin')} />;
}

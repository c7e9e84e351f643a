import type { Metadata } from 'next';
import { Alerts } from '#components/alerts/alerts.tsx';
import { requireSession } from '#lib/composition/session.ts';
import { covers, scopesOfRole } from '#lib/domain/access/scopes.ts';

export const metadata: Metadata = { title: 'Alerts' };

export default async function AlertsPage() {
  const { user } = await requireSession();
  return <Alerts canWrite={covers(scopesOfRole(user.role), 'ci:write')} />;
}
